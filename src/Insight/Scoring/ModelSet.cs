using Insight.Recommendations;
using Insight.Registry;

namespace Insight.Scoring;

/// <summary>
/// The models that answer for a shop at one time, by name; a question without a model is not among them. Dispose when the scoring is done: a model
/// that was replaced meanwhile is unloaded then and not earlier.
/// </summary>
public sealed class ModelSet : IDisposable
{
    private readonly LoadedModels _loaded;
    private int _disposed;

    /// <param name="loaded">Held for this set by the caller.</param>
    internal ModelSet(LoadedModels loaded) => _loaded = loaded;

    public static ModelSet Empty { get; } = new(new LoadedModels([]));

    /// <summary>Those that score customers.</summary>
    public IReadOnlyDictionary<string, OnnxModel> Models => _loaded.Models;

    /// <summary>The model that recommends; null where the shop has none.</summary>
    public RecommendationModel? Recommendations => _loaded.Recommendations;

    /// <summary>Model name → version, of all.</summary>
    public IReadOnlyDictionary<string, string> Versions => _loaded.Versions;

    /// <summary>The same of those that score customers.</summary>
    public IReadOnlyDictionary<string, string> ScoreVersions => _loaded.ScoreVersions;

    public OnnxModel? Find(string model) => Models.GetValueOrDefault(model);

    /// <summary>The stored versions themselves, champions or not, outside any cache.</summary>
    /// <exception cref="ModelRefusedException">One of them cannot serve.</exception>
    public static async Task<ModelSet> LoadAsync(
        ModelRegistry registry, Shops.ShopId shop, IEnumerable<ModelManifest> manifests, CancellationToken cancellationToken)
    {
        var loaded = new List<CachedModel>();
        try
        {
            foreach (var manifest in manifests)
            {
                loaded.Add(await CachedModel.LoadAsync(registry, shop, manifest, logger: null, cancellationToken).ConfigureAwait(false));
            }

            return new ModelSet(new LoadedModels(loaded));
        }
        catch
        {
            loaded.ForEach(model => model.Release());
            throw;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _loaded.Release();
        }
    }
}

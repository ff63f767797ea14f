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

    public IReadOnlyDictionary<string, OnnxModel> Models => _loaded.Models;

    /// <summary>Model name → version.</summary>
    public IReadOnlyDictionary<string, string> Versions => _loaded.Versions;

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
                var onnx = await registry.ReadModelAsync(shop, manifest, cancellationToken).ConfigureAwait(false);
                loaded.Add(new CachedModel(OnnxModel.Load(manifest, onnx), onnx.Length));
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

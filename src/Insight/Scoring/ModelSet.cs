using Insight.Registry;

namespace Insight.Scoring;

/// <summary>
/// The models that answer for a shop at one time, by name; a question without a model is not among them. Dispose when the scoring is done: a model
/// that was replaced meanwhile is unloaded then and not earlier.
/// </summary>
public sealed class ModelSet : IDisposable
{
    private readonly IReadOnlyList<CachedModel> _held;
    private int _disposed;

    /// <param name="held">Models already held for this set.</param>
    internal ModelSet(IReadOnlyList<CachedModel> held)
    {
        _held = held;
        Models = held.ToDictionary(cached => cached.Model.Manifest.Model, cached => cached.Model, StringComparer.Ordinal);
    }

    public static ModelSet Empty { get; } = new([]);

    public IReadOnlyDictionary<string, OnnxModel> Models { get; }

    /// <summary>Model name → version.</summary>
    public IReadOnlyDictionary<string, string> Versions => new SortedDictionary<string, string>(
        Models.ToDictionary(pair => pair.Key, pair => pair.Value.Manifest.Version), StringComparer.Ordinal);

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
                var onnx = await registry.ReadModelAsync(shop, manifest.Model, manifest.Version, cancellationToken).ConfigureAwait(false);
                loaded.Add(new CachedModel(OnnxModel.Load(manifest, onnx), onnx.Length));
            }

            return new ModelSet(loaded);
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
            foreach (var cached in _held)
            {
                cached.Release();
            }
        }
    }
}

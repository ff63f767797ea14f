using Insight.Recommendations;
using Insight.Registry;
using Insight.Scoring.Reasons;
using Insight.Shops;
using Microsoft.Extensions.Logging;

namespace Insight.Scoring;

/// <summary>A loaded model with the number of those who hold it; its session ends with the last of them.</summary>
internal sealed class CachedModel
{
    /// <summary>What a session of ONNX Runtime takes of memory for a byte of a tree ensemble's file (the benchmark <c>models</c>).</summary>
    private const int MemoryPerFileByte = 10;

    private readonly IDisposable _model;
    private int _holders = 1;

    public CachedModel(OnnxModel scorer, long fileBytes) => (_model, Manifest, Scorer, Bytes) = (scorer, scorer.Manifest, scorer, fileBytes * MemoryPerFileByte);

    public CachedModel(RecommendationModel recommendations) =>
        (_model, Manifest, Recommendations, Bytes) = (recommendations, recommendations.Manifest, recommendations, recommendations.Bytes);

    public ModelManifest Manifest { get; }

    /// <summary>Null where the model recommends.</summary>
    public OnnxModel? Scorer { get; }

    /// <summary>Null where the model scores customers.</summary>
    public RecommendationModel? Recommendations { get; }

    /// <summary>Memory, estimated.</summary>
    public long Bytes { get; }

    /// <summary>Opens a stored version and lets it in, or not.</summary>
    /// <param name="logger">Told of an explainer that cannot be used; null to load none, for scoring without reasons.</param>
    /// <exception cref="ModelRefusedException">It must not serve.</exception>
    public static async Task<CachedModel> LoadAsync(ModelRegistry registry, ShopId shop, ModelManifest manifest, ILogger? logger, CancellationToken cancellationToken)
    {
        var onnx = await registry.ReadModelAsync(shop, manifest, cancellationToken).ConfigureAwait(false);
        if (manifest.Model == ModelNames.Recommendations)
        {
            var index = await registry.ReadExplainerAsync(shop, manifest, cancellationToken).ConfigureAwait(false);
            return new CachedModel(RecommendationModel.Load(manifest, onnx, index));
        }

        var explainer = logger is null ? null : await ExplainerLoader.LoadAsync(registry, shop, manifest, logger, cancellationToken).ConfigureAwait(false);
        return new CachedModel(OnnxModel.Load(manifest, onnx, explainer), onnx.Length);
    }

    /// <summary>False when the last holder has gone already.</summary>
    public bool TryHold()
    {
        for (var holders = Volatile.Read(ref _holders); holders > 0;)
        {
            var before = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (before == holders)
            {
                return true;
            }

            holders = before;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _model.Dispose();
        }
    }
}

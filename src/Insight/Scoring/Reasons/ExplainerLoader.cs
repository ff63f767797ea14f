using Insight.Registry;
using Insight.Shops;
using Microsoft.Extensions.Logging;

namespace Insight.Scoring.Reasons;

/// <summary>Loads what gives reasons beside a model.</summary>
internal static class ExplainerLoader
{
    /// <summary>Null where the version has none, or one that is missing, altered or unreadable, which is logged: the model answers without reasons then.</summary>
    public static async Task<Explainer?> LoadAsync(
        ModelRegistry registry, ShopId shop, ModelManifest manifest, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            return await registry.ReadExplainerAsync(shop, manifest, cancellationToken).ConfigureAwait(false) is { } file ? Explainer.Read(file) : null;
        }
        catch (Exception e) when (e is ModelRefusedException or InvalidDataException)
        {
            Log.ExplainerRefused(logger, e, shop, manifest.Model, manifest.Version);
            return null;
        }
    }
}

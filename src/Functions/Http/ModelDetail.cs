using Insight.Registry;

namespace Insight.Functions.Http;

/// <param name="Champion">The version that serves; null before the first.</param>
/// <param name="History">Former champions, latest first: the first is what a rollback brings back.</param>
internal sealed record ModelDetail(string Model, ModelManifest? Champion, IReadOnlyList<ModelManifest> History);

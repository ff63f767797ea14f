using Insight.Drift;
using Insight.Registry;

namespace Insight.Functions.Http;

/// <param name="Champion">The version that serves; null before the first.</param>
/// <param name="History">Former champions, latest first: the first is what a rollback brings back.</param>
/// <param name="Drift">How far the customers of the last refresh lie from those that the champion was trained on; null before one.</param>
internal sealed record ModelDetail(string Model, ModelManifest? Champion, IReadOnlyList<ModelManifest> History, ModelDrift? Drift);

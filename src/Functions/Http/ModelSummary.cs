using Insight.Registry;

namespace Insight.Functions.Http;

/// <summary>The champion of one question in short.</summary>
/// <param name="Version">Null, as all after it, where nothing was published yet.</param>
/// <param name="Metrics">Of the champion on the holdout of its training.</param>
internal sealed record ModelSummary(
    string Model,
    string? Version = null,
    string? Algorithm = null,
    string? Basis = null,
    string? Snapshot = null,
    DateTimeOffset? AsOf = null,
    int? HorizonDays = null,
    DateTimeOffset? TrainedAt = null,
    IReadOnlyDictionary<string, MetricValue>? Metrics = null)
{
    public static ModelSummary Of(string model, ModelManifest? champion) => champion is null
        ? new ModelSummary(model)
        : new ModelSummary(
            model,
            champion.Version,
            champion.Algorithm,
            champion.Basis,
            champion.Snapshot,
            champion.AsOf,
            champion.HorizonDays,
            champion.TrainedAt,
            champion.Candidates.FirstOrDefault(candidate => candidate.Algorithm == champion.Algorithm)?.Metrics);
}

namespace Insight.Drift;

/// <summary><c>models/{shop}/drift.json</c>: the drift of every champion, as the last refresh found it.</summary>
/// <param name="AsOf">The time that the refresh scored for.</param>
public sealed record DriftReport(DateTimeOffset AsOf, string Snapshot, IReadOnlyList<ModelDrift> Models)
{
    /// <summary>Null for a version that was not refreshed with, or that stored no population.</summary>
    public ModelDrift? Find(string model, string? version) => Models.FirstOrDefault(drift => drift.Model == model && drift.Version == version);
}

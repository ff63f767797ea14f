namespace Insight.Reports;

/// <summary>Where the scores of the report come from: the last refresh.</summary>
/// <param name="AsOf">History up to it, prediction from it.</param>
/// <param name="Snapshot">The data that were scored.</param>
/// <param name="Models">Model name → version.</param>
/// <param name="Bases">Basis (<c>model</c>, <c>baseline</c>, <c>prior</c>) → customers.</param>
public sealed record ScoreOrigin(
    DateTimeOffset AsOf, string Snapshot, int HorizonDays, IReadOnlyDictionary<string, string> Models, IReadOnlyDictionary<string, long> Bases, long Customers, DateTimeOffset FinishedAt);

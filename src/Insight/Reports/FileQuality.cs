namespace Insight.Reports;

/// <summary>What became of one dropped file.</summary>
/// <param name="Reasons">Rule code → rows.</param>
public sealed record FileQuality(
    string Name, string Format, string Status, long Read, long Accepted, long Repaired, long Rejected, long Duplicate, IReadOnlyDictionary<string, long> Reasons, string? Message);

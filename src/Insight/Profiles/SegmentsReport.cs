namespace Insight.Profiles;

/// <summary>The answer of <c>GET /segments</c>: the groups that the model found, and the RFM groups.</summary>
public sealed record SegmentsReport
{
    public required DateTimeOffset AsOf { get; init; }

    public required string Snapshot { get; init; }

    public required string Currency { get; init; }

    /// <summary>Model name → version that scored.</summary>
    public required IReadOnlyDictionary<string, string> Model { get; init; }

    /// <summary><c>model</c> where the segments model answered; <c>prior</c> where there is none and only RFM groups are given.</summary>
    public required string Basis { get; init; }

    public required int Customers { get; init; }

    public required IReadOnlyList<GroupSummary> Segments { get; init; }

    public required IReadOnlyList<GroupSummary> Groups { get; init; }
}

using Insight.Features;

namespace Insight.Profiles;

/// <summary>
/// The last finished refresh of a shop (<c>models/{shop}/refresh.json</c>) or of a backtest (<c>exports/{shop}/runs/{runId}/refresh.json</c>); written after
/// everything that it speaks of. Scoring requests answer for its time, with its quintiles.
/// </summary>
public sealed record RefreshPointer
{
    /// <summary>The time the scores speak of, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The lake's snapshot, such as <c>s12</c>, and its number.</summary>
    public required string Snapshot { get; init; }

    public required long SnapshotVersion { get; init; }

    public required RfmThresholds Rfm { get; init; }

    /// <summary>Model name → version that scored; a question without a model is answered by the prior and is not here.</summary>
    public required IReadOnlyDictionary<string, string> Models { get; init; }

    /// <summary>Horizon of answers that no model gave, in days.</summary>
    public required int HorizonDays { get; init; }

    public required string Currency { get; init; }

    public required int Customers { get; init; }

    /// <summary>Blob name of customers.csv in the container <c>exports</c>.</summary>
    public required string Export { get; init; }

    /// <summary>The segments of the model; empty without one.</summary>
    public required IReadOnlyList<GroupSummary> Segments { get; init; }

    /// <summary>The RFM groups that have customers, from the best to those who have not bought.</summary>
    public required IReadOnlyList<GroupSummary> Groups { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }
}

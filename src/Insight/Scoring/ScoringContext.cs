using Insight.Features;
using Insight.Registry;
using Insight.Shops;

namespace Insight.Scoring;

/// <summary>What scores besides the history: the same object in a refresh of everybody and in a request for one.</summary>
public sealed record ScoringContext
{
    public required Shop Shop { get; init; }

    public required Cutoff Cutoff { get; init; }

    public required ModelSet Models { get; init; }

    /// <summary>The shop's quintiles; null before the first refresh, and profiles then have no RFM scores.</summary>
    public required RfmThresholds? Rfm { get; init; }

    /// <summary>The lake's snapshot that the histories come from; null for histories that a request brought.</summary>
    public required string? Snapshot { get; init; }

    /// <summary>The questions asked, some of <see cref="ModelNames.OfCustomers"/>; the others stay null in the profile.</summary>
    public IReadOnlyCollection<string> Wanted { get; init; } = ModelNames.OfCustomers;

    /// <summary>How many reasons each prediction is given; 0 for none, which costs nothing.</summary>
    public int Reasons { get; init; }

    /// <summary>Horizon of answers that no model gives; models have theirs.</summary>
    public int HorizonDays { get; init; } = PriorScores.DefaultHorizonDays;
}

namespace Insight.Profiles;

/// <summary>A segment or RFM group as a whole. Averages are over its customers, money is in the shop's currency.</summary>
public sealed record GroupSummary
{
    /// <summary>The segment's number; null for RFM groups.</summary>
    public int? Id { get; init; }

    public required string Name { get; init; }

    public required int Customers { get; init; }

    /// <summary>Part of all customers, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Revenue less returns, of all time.</summary>
    public required double Revenue { get; init; }

    /// <summary>Part of all customers' revenue.</summary>
    public required double RevenueShare { get; init; }

    /// <summary>In one sentence: who these customers are and how they were told apart.</summary>
    public required string Told { get; init; }

    public required GroupAverages Averages { get; init; }
}

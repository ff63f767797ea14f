namespace Insight.Profiles;

/// <summary>Which lines of customers.csv are wanted; what is null does not filter.</summary>
public sealed record CustomerFilter
{
    /// <summary>A segment's name or number.</summary>
    public string? Segment { get; init; }

    /// <summary>An RFM group's name.</summary>
    public string? Group { get; init; }

    /// <summary>Customers whose profile changed at or after this time. A backtest has no earlier state: all its lines count as changed when it finished.</summary>
    public DateTimeOffset? UpdatedSince { get; init; }
}

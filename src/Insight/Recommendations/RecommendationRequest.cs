namespace Insight.Recommendations;

/// <summary>For whom to recommend what. Whoever takes it from outside has checked the limits that stand here.</summary>
public sealed record RecommendationRequest
{
    public const int MaxCount = 200;

    /// <summary>Of the session and of what is excluded.</summary>
    public const int MaxProducts = 10_000;

    /// <summary>A customer with a stored history; null for a visitor.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Products of the visit so far, the last one last; the latest <see cref="RecommendationContract.MaxHistory"/> count.</summary>
    public IReadOnlyList<string> Session { get; init; } = [];

    /// <summary>1 to <see cref="MaxCount"/>.</summary>
    public int Count { get; init; } = 10;

    /// <summary>Products that must not be recommended.</summary>
    public IReadOnlyCollection<string> Exclude { get; init; } = [];

    /// <summary>
    /// Leaves out what stands in the session or in the customer's trail, which reaches back <see cref="Features.CustomerHistory.MostTrail"/> products. Null: as the model was judged (<see cref="RecommendationModel.Repeats"/>); what is due again is never left out so.
    /// </summary>
    public bool? ExcludeSeen { get; init; }

    public ProductFilter Filter { get; init; } = ProductFilter.Usual;

    /// <summary>0: the best in order; towards 1: as different from each other as can be (maximal marginal relevance).</summary>
    public double Diversity { get; init; }

    public RecommendationScenario Scenario { get; init; }

    /// <summary>The time asked about: history up to it. Null: as scoring decides it, the last refresh's or the customer's latest order's.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>A backtest whose model and catalog answer; null for the champion.</summary>
    public string? RunId { get; init; }
}

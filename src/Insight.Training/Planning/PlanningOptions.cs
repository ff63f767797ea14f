using System.ComponentModel.DataAnnotations;

namespace Insight.Training.Planning;

/// <summary>When a shop's new data are a reason to train again. How often it may happen at most is the shop's own training budget.</summary>
public sealed record PlanningOptions
{
    public const string Section = "Insight:Planning";

    /// <summary>Orders more (or fewer, after a retraction) since the last training, as a share of those then.</summary>
    [Range(0.001, 10)]
    public double NewOrdersShare { get; init; } = 0.1;

    /// <summary>Days after which any new data are enough.</summary>
    [Range(1, 730)]
    public int MaxAgeDays { get; init; } = 30;

    /// <summary>Population stability index from which a feature or score counts as drifted (Siddiqi 2006: a major shift).</summary>
    [Range(0.01, 10)]
    public double MajorPsi { get; init; } = 0.25;

    /// <summary>Share of features that must have drifted. The season moves some of them every year: what was bought in the last 30 days is different at Christmas. A score needs no company.</summary>
    [Range(0, 1)]
    public double DriftedShare { get; init; } = 0.25;

    /// <summary>
    /// Customers that both populations need. Between two draws of the same 200 the index stays below .17 in 95 % of cases: it is about χ²(bins − 1) · (1/n + 1/m)
    /// (Yurdakul 2018).
    /// </summary>
    [Range(1, 1_000_000)]
    public int LeastCustomers { get; init; } = 200;
}

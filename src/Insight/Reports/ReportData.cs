using Insight.Drift;
using Insight.Registry;

namespace Insight.Reports;

/// <summary>
/// Everything that the report shows, already computed: the page only draws. A part that does not exist yet (no orders, no model,
/// no refresh) is empty or null, and the page says so instead of leaving a hole. Money is in <see cref="Currency"/>.
/// </summary>
public sealed record ReportData
{
    public required string Shop { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>IANA zone; months and days of the report are the shop's.</summary>
    public required string TimeZone { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The time the report speaks of; null while there is no order.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The lake's snapshot that the figures of orders were counted on, such as <c>s12</c>.</summary>
    public required string Snapshot { get; init; }

    public ShopTotals? Totals { get; init; }

    /// <summary>Oldest first, without gaps.</summary>
    public IReadOnlyList<MonthFigures> Months { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Cohort> Cohorts { get; init; } = [];

    /// <summary>By group of Shopify's names; groups without customers may be absent.</summary>
    public IReadOnlyList<GroupFigures> RfmGroups { get; init; } = [];

    public IReadOnlyList<SegmentFigures> Segments { get; init; } = [];

    /// <summary>What is known of the scores shown; null before the first refresh.</summary>
    public ScoreOrigin? Scores { get; init; }

    /// <summary>Highest expected value first.</summary>
    public IReadOnlyList<ScoredCustomer> TopCustomers { get; init; } = [];

    public RevenueAtRisk? Risk { get; init; }

    public IReadOnlyList<ModelManifest> Models { get; init; } = [];

    /// <summary>How far the customers scored lie from those that the models were trained on; null before the first refresh.</summary>
    public DriftReport? Drift { get; init; }

    /// <summary>Dropped files, newest first.</summary>
    public IReadOnlyList<FileQuality> Files { get; init; } = [];
}

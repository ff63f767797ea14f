namespace Insight.Reports;

/// <summary>The customers whose first purchase fell into one month, and how many of them came back later.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Customers">How many there are.</param>
/// <param name="Active">Index m: how many of them bought in the m-th month after the first; index 0 is everybody. Ends with the data.</param>
public sealed record Cohort(DateOnly Month, long Customers, IReadOnlyList<long> Active);

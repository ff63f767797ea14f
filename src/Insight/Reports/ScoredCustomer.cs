namespace Insight.Reports;

/// <summary>A line of <c>customers.csv</c>, as the last refresh wrote it. Scores are null where the file leaves them blank.</summary>
/// <param name="Revenue">So far, less returns.</param>
/// <param name="RecencyDays">Days since the last purchase; null without one.</param>
/// <param name="Basis">The lower of purchase's and value's.</param>
public sealed record ScoredCustomer(
    string CustomerId, int Orders, double Revenue, double? RecencyDays, int Frequency, double Monetary, string RfmGroup, string Segment,
    double? PurchaseProbability, double? ExpectedOrders, double? PAlive, double? ExpectedValue, double? ValueLow, double? ValueHigh, string Basis);

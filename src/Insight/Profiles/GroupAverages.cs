namespace Insight.Profiles;

/// <summary>Means over the customers of a group. Recency, frequency and monetary are 0 where nobody has bought.</summary>
public sealed record GroupAverages(
    double RecencyDays, double Frequency, double Monetary, double Probability, double ExpectedOrders, double PAlive, double ExpectedValue);

namespace Insight.Reports;

/// <summary>A segment of the k-means model as the last refresh filled it.</summary>
/// <param name="Told">In words, what sets it apart.</param>
/// <param name="MeanProbability">Mean probability of buying within the horizon; null where not scored.</param>
/// <param name="MeanExpectedValue">Mean expected value over the horizon; null where not scored.</param>
public sealed record SegmentFigures(string Name, string Told, long Customers, double Revenue, double? MeanProbability, double? MeanExpectedValue);

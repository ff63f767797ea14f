namespace Insight.Training.Segments;

/// <summary>One group as the manifest lists it and people read it.</summary>
/// <param name="Share">Of the customers.</param>
/// <param name="RevenueShare">Of the revenue so far.</param>
/// <param name="Told">What is typical of the group, in a sentence.</param>
/// <param name="Centroid">The middle of the group by feature, in the feature's unit.</param>
internal sealed record SegmentDescription(int Id, string Name, double Share, double RevenueShare, string Told, IReadOnlyDictionary<string, double> Centroid);

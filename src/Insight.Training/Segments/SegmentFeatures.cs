using Insight.Features;

namespace Insight.Training.Segments;

/// <summary>What customers are grouped by: recency, frequency, money and how they shop. Taken on a log scale and standardised, each counting alike.</summary>
internal static class SegmentFeatures
{
    /// <summary>Feature, and its share of the distance: what RFM is made of weighs more than manners of shopping.</summary>
    private static readonly (string Name, double Weight)[] Chosen =
    [
        ("days_since_last", 1), ("frequency", 1), ("revenue_mean", 1),
        ("products_per_order", 0.5), ("price_per_unit", 0.5), ("return_share", 0.3),
    ];

    public static readonly int[] Columns = [.. Chosen.Select(feature => FeatureVector.IndexOf(feature.Name))];

    /// <summary>Multiplies standardised values; squared distances then weigh by <see cref="Chosen"/>.</summary>
    public static readonly double[] Scales = [.. Chosen.Select(feature => Math.Sqrt(feature.Weight))];
}

using Insight.Training.Learners;

namespace Insight.Training.Segments;

/// <summary>Fits <see cref="CentroidSegments"/>, the number of groups chosen by the mean silhouette.</summary>
internal static class SegmentFit
{
    private const int FewestGroups = 3;
    private const int MostGroups = 8;

    /// <summary>Silhouettes take the square of the rows.</summary>
    public const int SilhouetteRows = 1_500;

    private static readonly int RevenueColumn = Insight.Features.FeatureVector.IndexOf("revenue_total");

    /// <returns>Groups ordered by their share of past revenue, the largest first, so that ids do not depend on the draw; null with too few different customers.</returns>
    public static CentroidSegments? Fit(IReadOnlyList<float[]> rows, int seed, CancellationToken cancellationToken)
    {
        var inputs = LogScale.Fit(rows, SegmentFeatures.Columns) with { Indicators = [] };
        double[][] places = [.. rows.Select(row => CentroidSegments.Place(inputs, row))];
        if (places.DistinctBy(place => string.Join('|', place)).Take(MostGroups * 3).Count() < MostGroups * 3)
        {
            return null;
        }

        var sample = Sample(places.Length, seed).Select(i => places[i]).ToArray();
        var best = Enumerable.Range(FewestGroups, MostGroups - FewestGroups + 1)
            .Select(groups => KMeans.Fit(places, groups, seed, cancellationToken))
            .MaxBy(centroids => Silhouette.Of(sample, [.. sample.Select(place => KMeans.Nearest(centroids, place))]).Average())!; // the range is not empty
        var revenue = new double[best.Length];
        for (var i = 0; i < rows.Count; i++)
        {
            revenue[KMeans.Nearest(best, places[i])] += rows[i][RevenueColumn];
        }

        return new CentroidSegments(inputs, [.. best.Zip(revenue).OrderByDescending(pair => pair.Second).Select(pair => pair.First)]);
    }

    /// <summary>The same places every time, spread over the rows.</summary>
    public static int[] Sample(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        return order[..Math.Min(count, SilhouetteRows)];
    }
}

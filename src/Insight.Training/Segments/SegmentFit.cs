using Insight.Training.Learners;

namespace Insight.Training.Segments;

/// <summary>Fits <see cref="CentroidSegments"/>, the number of groups chosen by the mean silhouette.</summary>
internal static class SegmentFit
{
    private const int FewestGroups = 3;
    private const int MostGroups = 8;

    /// <summary>Silhouettes take the square of the rows.</summary>
    public const int SilhouetteRows = 1_500;

    /// <summary>A group of fewer customers is a handful of oddities, not a group to address.</summary>
    private const double LeastShare = 0.03;

    /// <summary>Standard deviations beyond which a customer is no further away.</summary>
    private const double Furthest = 3;

    private static readonly int RevenueColumn = Insight.Features.FeatureVector.IndexOf("revenue_total");

    /// <returns>Groups ordered by their share of past revenue, the largest first, so that ids do not depend on the draw; null with too few different customers.</returns>
    public static CentroidSegments? Fit(IReadOnlyList<float[]> rows, int seed, CancellationToken cancellationToken)
    {
        var inputs = Scale(rows);
        double[][] places = [.. rows.Select(row => CentroidSegments.Place(inputs, row))];
        if (places.DistinctBy(place => string.Join('|', place)).Take(MostGroups * 3).Count() < MostGroups * 3)
        {
            return null;
        }

        var sample = Sample(places.Length, seed).Select(i => places[i]).ToArray();
        var fitted = Enumerable.Range(FewestGroups, MostGroups - FewestGroups + 1)
            .Select(groups => KMeans.Fit(places, groups, seed, cancellationToken)).ToList();
        var useful = fitted.Where(centroids => places.CountBy(place => KMeans.Nearest(centroids, place)).Min(group => group.Value) >= LeastShare * places.Length).ToList();
        var best = (useful.Count > 0 ? useful : fitted[..1]).MaxBy(centroids => Silhouette.Of(sample, [.. sample.Select(place => KMeans.Nearest(centroids, place))]).Average())!; // neither list is empty
        var revenue = new double[best.Length];
        for (var i = 0; i < rows.Count; i++)
        {
            revenue[KMeans.Nearest(best, places[i])] += rows[i][RevenueColumn];
        }

        return new CentroidSegments(inputs, [.. best.Zip(revenue).OrderByDescending(pair => pair.Second).Select(pair => pair.First)]);
    }

    private static LogScale Scale(IReadOnlyList<float[]> rows)
    {
        var inputs = LogScale.Fit(rows, SegmentFeatures.Columns);
        return inputs with
        {
            Indicators = [],
            Lowest = [.. inputs.Lowest.Select((lowest, i) => Math.Max(lowest, inputs.Mean[i] - (Furthest * inputs.Scale[i])))],
            Highest = [.. inputs.Highest.Select((highest, i) => Math.Min(highest, inputs.Mean[i] + (Furthest * inputs.Scale[i])))],
        };
    }

    /// <summary>The same places every time, spread over the rows.</summary>
    public static int[] Sample(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        return order[..Math.Min(count, SilhouetteRows)];
    }
}

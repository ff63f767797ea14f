using Insight.Features;
using Insight.Training.Learners;

namespace Insight.Training.Segments;

/// <summary>
/// Fits <see cref="CentroidSegments"/>. The number of groups is the one of best mean silhouette among those that are stable, which is a mean adjusted Rand index of at
/// least <see cref="LeastStability"/> over refits on resamples; where none is stable, the most stable. Nothing but the customers' own features has a say.
/// </summary>
internal static class SegmentFit
{
    private const int FewestGroups = 3;
    private const int MostGroups = 8;

    /// <summary>Silhouettes take the square of the rows.</summary>
    public const int SilhouetteRows = 1_500;

    /// <summary>Groups that change more than this with the draw of the customers are not worth a name.</summary>
    public const double LeastStability = 0.8;

    /// <summary>A group of fewer customers is a handful of oddities, not a group to address.</summary>
    private const double LeastShare = 0.03;

    /// <summary>Standard deviations beyond which a customer is no further away.</summary>
    private const double Furthest = 3;

    private static readonly int RevenueColumn = FeatureVector.IndexOf("revenue_total");

    /// <returns>Groups ordered by their share of past revenue, the largest first; null with too few different customers.</returns>
    public static SegmentChoice? Fit(IReadOnlyList<float[]> rows, int seed, CancellationToken cancellationToken)
    {
        var inputs = Scale(rows);
        var places = Places(inputs, rows);
        if (places.DistinctBy(place => string.Join('|', place)).Take(MostGroups * 3).Count() < MostGroups * 3)
        {
            return null;
        }

        double[][] sample = [.. Sample(places.Length, seed).Select(i => places[i])];
        var fitted = Enumerable.Range(FewestGroups, MostGroups - FewestGroups + 1).Select(groups => KMeans.Fit(places, groups, seed, cancellationToken)).Select(centroids => (
            Centroids: centroids,
            Count: new GroupCount(
                centroids.Length,
                Silhouette.Of(sample, [.. sample.Select(place => KMeans.Nearest(centroids, place))]).Average(),
                places.CountBy(place => KMeans.Nearest(centroids, place)).Min(group => group.Value) / (double)places.Length,
                Stability: null))).ToList();
        var useful = fitted.Where(fit => fit.Count.LeastShare >= LeastShare).ToList();
        var judged = (useful.Count > 0 ? useful : fitted[..1]).OrderByDescending(fit => fit.Count.Silhouette).ToArray();
        var best = 0;
        for (var i = 0; i < judged.Length; i++)
        {
            judged[i].Count = judged[i].Count with { Stability = StabilityOf(new CentroidSegments(inputs, judged[i].Centroids), rows, seed, cancellationToken) };
            best = judged[i].Count.Stability?.Mean > judged[best].Count.Stability?.Mean ? i : best;
            if (judged[best].Count.Stability?.Mean >= LeastStability)
            {
                break; // those that follow are set apart less well
            }
        }

        return new SegmentChoice(
            new CentroidSegments(inputs, ByRevenue(judged[best].Centroids, rows, places)), judged[best].Count.Stability!.Value, // judged in the loop
            [.. judged.Select(fit => fit.Count)]);
    }

    /// <summary>Repeats everything but the choice of the number: scaling, seeding, all restarts.</summary>
    public static SegmentStability StabilityOf(
        CentroidSegments segments, IReadOnlyList<float[]> rows, int seed, CancellationToken cancellationToken, int resamples = SegmentStability.DefaultResamples) =>
        SegmentStability.Of(
            rows, segments.Assign,
            (resample, draw) =>
            {
                var inputs = Scale(resample);
                return new CentroidSegments(inputs, KMeans.Fit(Places(inputs, resample), segments.Groups, seed + 1 + draw, cancellationToken)).Assign;
            },
            seed, cancellationToken, resamples);

    /// <summary>The same places every time, spread over the rows.</summary>
    public static int[] Sample(int count, int seed, int most = SilhouetteRows)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        return order[..Math.Min(count, most)];
    }

    private static double[][] ByRevenue(double[][] centroids, IReadOnlyList<float[]> rows, double[][] places)
    {
        var revenue = new double[centroids.Length];
        for (var i = 0; i < rows.Count; i++)
        {
            revenue[KMeans.Nearest(centroids, places[i])] += rows[i][RevenueColumn];
        }

        return [.. centroids.Zip(revenue).OrderByDescending(pair => pair.Second).Select(pair => pair.First)];
    }

    private static double[][] Places(LogScale inputs, IReadOnlyList<float[]> rows) => [.. rows.Select(row => CentroidSegments.Place(inputs, row))];

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
}

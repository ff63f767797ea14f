using System.Text.Json;
using Insight.Features;
using Insight.Training.Gates;

namespace Insight.Training.Segments;

/// <summary>What new groups must respect of those that serve: which there are, and which numbers were used by them or any before them.</summary>
/// <param name="Groups">Groups of centroids that serve; empty when none do.</param>
/// <param name="Next">The first number that was never used. Numbers below <see cref="First"/> are the RFM groups'.</param>
internal sealed record SegmentLineage(IReadOnlyList<SegmentDescription> Groups, int Next)
{
    /// <summary>The manifest's detail that keeps <see cref="Next"/>.</summary>
    public const string Detail = "nextSegment";

    public static readonly int First = RfmGroups.All.Count;

    public static SegmentLineage None { get; } = new([], First);

    public static SegmentLineage Of(Champion? champion)
    {
        if (champion is null || !champion.Manifest.Details.TryGetValue("segments", out var segments))
        {
            return None;
        }

        var groups = segments.Deserialize<IReadOnlyList<SegmentDescription>>(JsonSerializerOptions.Web) ?? [];
        var next = champion.Manifest.Details.TryGetValue(Detail, out var kept) ? kept.GetInt32() : groups.Select(group => group.Id + 1).Append(First).Max();
        return new SegmentLineage(champion.Manifest.Algorithm == CentroidSegments.Name ? groups : [], next);
    }

    /// <summary>
    /// The former group that each new one goes on from, by the assignment of least total distance between centroids, measured where the new groups live. A group goes on while
    /// its centroid moved less than half the way to the next former group: it is then nearer to its old place than any other group was.
    /// </summary>
    /// <returns>Per place; null for a new group.</returns>
    public IReadOnlyList<SegmentDescription?> Match(CentroidSegments segments)
    {
        SegmentDescription[] known = [.. Groups.Where(group => SegmentFeatures.Columns.All(column => group.Centroid.ContainsKey(FeatureVector.Names[column])))];
        double[][] places = [.. known.Select(group => CentroidSegments.Place(segments.Inputs, Row(group)))];
        double[] reach = [.. places.Select(place => places.Where(other => other != place).Select(other => Distance(place, other) / 2).DefaultIfEmpty(double.MaxValue).Min())];
        double[][] distances = [.. segments.Centroids.Select(centroid => places.Select(place => Distance(centroid, place)).ToArray())];

        // Out of reach costs more than all that is in reach together, so that it is taken only where nothing else is left.
        var far = 1 + distances.SelectMany(row => row).Sum();
        var matched = Assignment.Optimal([.. distances.Select(row => row.Select((distance, i) => distance < reach[i] ? distance : far).ToArray())]);
        return [.. matched.Select((former, i) => former >= 0 && distances[i][former] < reach[former] ? known[former] : null)];
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(KMeans.SquaredDistance(a, b));

    private static float[] Row(SegmentDescription group)
    {
        var row = new float[FeatureVector.Count];
        foreach (var column in SegmentFeatures.Columns)
        {
            row[column] = (float)group.Centroid[FeatureVector.Names[column]];
        }

        return row;
    }
}

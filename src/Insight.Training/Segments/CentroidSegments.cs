using Insight.Onnx;
using Insight.Training.Learners;

namespace Insight.Training.Segments;

/// <summary>Groups by the nearest of k centroids.</summary>
internal sealed record CentroidSegments(LogScale Inputs, IReadOnlyList<double[]> Centroids) : ISegmentation
{
    public const string Name = "k-means";

    public string Algorithm => Name;

    public int Groups => Centroids.Count;

    /// <summary>Log-scaled, standardised and weighted; what centroids and distances live in.</summary>
    public static double[] Place(LogScale inputs, float[] row)
    {
        var place = new double[inputs.OutputCount];
        inputs.Transform(row, place);
        for (var i = 0; i < place.Length; i++)
        {
            place[i] *= SegmentFeatures.Scales[i];
        }

        return place;
    }

    public int Assign(float[] row) => KMeans.Nearest(Centroids, Place(Inputs, row));

    public Value Append(GraphBuilder graph, Value features)
    {
        Value places = Inputs.Append(graph, features) * graph.Constant(SegmentFeatures.Scales);
        double[] flat = [.. Centroids.SelectMany(centroid => centroid)];
        Value differences = graph.Unsqueeze(places, 1) - graph.Constant(flat, 1, Groups, Inputs.OutputCount);
        return graph.ArgMin(graph.ReduceSum(differences * differences, [2]), axis: 1);
    }

    /// <summary>A centroid in the features' own units.</summary>
    public double[] InUnits(int group) =>
        [.. Centroids[group].Select((value, i) => Math.Exp((value / SegmentFeatures.Scales[i] * Inputs.Scale[i]) + Inputs.Mean[i]) - 1)];
}

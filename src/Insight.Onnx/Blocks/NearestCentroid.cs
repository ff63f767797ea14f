namespace Insight.Onnx.Blocks;

/// <summary>Assigns rows to the nearest of k centroids (k-means): squared Euclidean distances and the first smallest of them.</summary>
public sealed record NearestCentroid
{
    /// <summary>k rows of equal length.</summary>
    public required IReadOnlyList<IReadOnlyList<float>> Centroids { get; init; }

    /// <summary>The nearest centroid and the squared distances to all.</summary>
    public (int Nearest, float[] Distances) Evaluate(ReadOnlySpan<float> row)
    {
        var distances = new float[Centroids.Count];
        for (int k = 0; k < distances.Length; k++)
        {
            for (int i = 0; i < row.Length; i++)
            {
                float difference = row[i] - Centroids[k][i];
                distances[k] += difference * difference;
            }
        }

        return (Array.IndexOf(distances, distances.Min()), distances);
    }

    /// <summary>Adds the assignment of <paramref name="x"/> [N, F]: the index int64 [N] and the squared distances [N, k].</summary>
    /// <remarks>Differences are squared and summed, not expanded into a product: near a centroid the expansion loses all digits.</remarks>
    /// <exception cref="ArgumentException">There is no centroid, or their lengths differ from each other or from the columns.</exception>
    public (Value Nearest, Value Distances) Append(GraphBuilder graph, Value x)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (Centroids.Count == 0 || Centroids.Any(c => c.Count != Centroids[0].Count))
        {
            throw new ArgumentException($"Centroids of lengths [{string.Join(", ", Centroids.Select(c => c.Count))}] were given; there should be some, all of one length.");
        }

        Value centroids = graph.Constant(Centroids.SelectMany(c => c).ToArray(), 1, Centroids.Count, Centroids[0].Count);
        Value differences = graph.Unsqueeze(x, 1) - centroids;
        Value distances = graph.ReduceSum(differences * differences, [2]);
        return (graph.ArgMin(distances, axis: 1), distances);
    }
}

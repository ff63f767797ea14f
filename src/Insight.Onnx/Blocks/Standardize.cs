namespace Insight.Onnx.Blocks;

/// <summary>Brings each column to a common scale: <c>(x − mean) / scale</c>.</summary>
public sealed record Standardize
{
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>Positive; a constant column takes 1.</summary>
    public required IReadOnlyList<float> Scale { get; init; }

    public float[] Evaluate(ReadOnlySpan<float> row)
    {
        var result = new float[row.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = (row[i] - Mean[i]) / Scale[i];
        }

        return result;
    }

    /// <summary>Adds the step for <paramref name="x"/> [N, F].</summary>
    /// <exception cref="ArgumentException">The numbers of means, scales and columns differ, or a scale is not positive.</exception>
    public Value Append(GraphBuilder graph, Value x)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (Mean.Count != Scale.Count || Scale.Any(s => !(s > 0)))
        {
            throw new ArgumentException($"{Mean.Count} means and {Scale.Count} scales were given; there should be as many, and every scale positive.");
        }

        return graph.Div(graph.Sub(x, graph.Constant(Mean.ToArray())), graph.Constant(Scale.ToArray()));
    }
}

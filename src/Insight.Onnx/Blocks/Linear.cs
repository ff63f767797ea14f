namespace Insight.Onnx.Blocks;

/// <summary>A linear map of rows: <c>x · W + b</c>.</summary>
public sealed record Linear
{
    /// <summary>Row-major [inputs, outputs].</summary>
    public required IReadOnlyList<float> Weights { get; init; }

    /// <summary>One value per output.</summary>
    public required IReadOnlyList<float> Bias { get; init; }

    public float[] Evaluate(ReadOnlySpan<float> row)
    {
        var result = new float[Bias.Count];
        for (int j = 0; j < result.Length; j++)
        {
            double sum = Bias[j];
            for (int i = 0; i < row.Length; i++)
            {
                sum += (double)row[i] * Weights[(i * result.Length) + j];
            }

            result[j] = (float)sum;
        }

        return result;
    }

    /// <summary>Adds the map for <paramref name="x"/> [N, inputs]; the result is [N, outputs].</summary>
    /// <exception cref="ArgumentException">The weights do not divide into the outputs, or do not fit the columns of <paramref name="x"/>.</exception>
    public Value Append(GraphBuilder graph, Value x)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (Bias.Count == 0 || Weights.Count % Bias.Count != 0)
        {
            throw new ArgumentException($"{Weights.Count} weights do not make a matrix with {Bias.Count} columns.");
        }

        return graph.Gemm(x, graph.Constant(Weights.ToArray(), Weights.Count / Bias.Count, Bias.Count), graph.Constant(Bias.ToArray()));
    }
}

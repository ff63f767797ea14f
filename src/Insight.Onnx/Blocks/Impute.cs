namespace Insight.Onnx.Blocks;

/// <summary>Replaces missing values (NaN) and says where they were: chosen columns are followed by 0/1 indicators, in the order given.</summary>
public sealed record Impute
{
    /// <summary>One value per column.</summary>
    public required IReadOnlyList<float> Fill { get; init; }

    /// <summary>The columns whose absence is itself told.</summary>
    public IReadOnlyList<int> Indicators { get; init; } = [];

    /// <summary>Columns in the result.</summary>
    public int OutputCount => Fill.Count + Indicators.Count;

    public float[] Evaluate(ReadOnlySpan<float> row)
    {
        var result = new float[OutputCount];
        for (int i = 0; i < Fill.Count; i++)
        {
            result[i] = float.IsNaN(row[i]) ? Fill[i] : row[i];
        }

        for (int i = 0; i < Indicators.Count; i++)
        {
            result[Fill.Count + i] = float.IsNaN(row[Indicators[i]]) ? 1 : 0;
        }

        return result;
    }

    /// <summary>Adds the step for <paramref name="x"/> [N, F]; the result is [N, F + indicators].</summary>
    /// <exception cref="ArgumentException">The number of fill values is not that of the columns, or an indicator names none.</exception>
    public Value Append(GraphBuilder graph, Value x)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (Indicators.Any(i => i < 0 || i >= Fill.Count))
        {
            throw new ArgumentException($"Indicators [{string.Join(", ", Indicators)}] should lie within the {Fill.Count} columns.");
        }

        Value missing = graph.IsNaN(x);
        Value filled = graph.Where(missing, graph.Constant(Fill.ToArray()), x);
        if (Indicators.Count == 0)
        {
            return filled;
        }

        Value told = graph.Gather(graph.Cast(missing, TensorType.Float), graph.Constant(Indicators.Select(i => (long)i).ToArray()), axis: 1);
        return graph.Concat(1, filled, told);
    }
}

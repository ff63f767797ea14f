namespace Insight.Onnx.Blocks;

/// <summary>A function through given knots, straight between them and constant beyond the ends: how probabilities are calibrated.</summary>
/// <remarks>
/// Written as <c>y₀ + Σ Δyᵢ · clamp((x − xᵢ)/(xᵢ₊₁ − xᵢ), 0, 1)</c>, which needs no search and is monotone when the knots are. NaN gives NaN.
/// </remarks>
public sealed record PiecewiseLinear
{
    /// <summary>Strictly increasing.</summary>
    public required IReadOnlyList<float> X { get; init; }

    public required IReadOnlyList<float> Y { get; init; }

    public double Evaluate(double x)
    {
        double y = Y[0];
        for (int i = 1; i < X.Count; i++)
        {
            y += (Y[i] - (double)Y[i - 1]) * Math.Clamp((x - X[i - 1]) / (X[i] - (double)X[i - 1]), 0, 1);
        }

        return y;
    }

    /// <summary>Adds the function, applied to every element of <paramref name="x"/> whatever its shape; float or double.</summary>
    /// <exception cref="ArgumentException">There are fewer than two knots, the counts differ, or X does not increase strictly.</exception>
    public Value Append(GraphBuilder graph, Value x)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(x);
        if (X.Count < 2 || X.Count != Y.Count || X.Zip(X.Skip(1)).Any(pair => !(pair.First < pair.Second)))
        {
            throw new ArgumentException($"{X.Count} knots in X and {Y.Count} in Y were given; there should be as many, at least two, and X strictly increasing.");
        }

        int segments = X.Count - 1;
        double[] widths = [.. Enumerable.Range(0, segments).Select(i => X[i + 1] - (double)X[i])];
        double[] rises = [.. Enumerable.Range(0, segments).Select(i => Y[i + 1] - (double)Y[i])];
        Value Row(double[] values) => graph.Constant(Tensor.Of(x.Type, values, values.Length));

        Value start = graph.Scalar(Y[0], x.Type);
        Value offsets = graph.Unsqueeze(x, -1) - Row([.. X.Take(segments).Select(v => (double)v)]);
        Value shares = graph.Clip(offsets / Row(widths), 0, 1);
        return start + graph.ReduceSum(shares * Row(rises), [-1]);
    }
}

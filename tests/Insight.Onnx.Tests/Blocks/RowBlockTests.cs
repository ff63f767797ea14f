using Insight.Onnx.Blocks;

namespace Insight.Onnx.Tests.Blocks;

public sealed class RowBlockTests
{
    private const int Rows = 200;
    private const int Columns = 3;

    [Fact]
    public void Impute_FillsAndIndicates()
    {
        var block = new Impute { Fill = [1, 2, 3], Indicators = [2, 0] };
        Check((g, x) => block.Append(g, x), block.Evaluate, block.OutputCount, missing: true, tolerance: 0);
        Assert.Equal([5, 2, 3, 1, 0], block.Evaluate([5, float.NaN, float.NaN]));
        var plain = new Impute { Fill = [1, 2, 3] };
        Check((g, x) => plain.Append(g, x), plain.Evaluate, 3, missing: true, tolerance: 0);
    }

    [Fact]
    public void Standardize_EqualsEvaluate_KeepsMissing()
    {
        var block = new Standardize { Mean = [0.5f, -1, 2], Scale = [2, 0.1f, 7] };
        Check((g, x) => block.Append(g, x), block.Evaluate, Columns, missing: true, tolerance: 0);
        Assert.Equal(-1, block.Evaluate([-1.5f, 0, 0])[0]);
    }

    [Fact]
    public void Linear_EqualsEvaluate()
    {
        var block = new Linear { Weights = [1, 2, 3, -4, 0.5f, 6], Bias = [0.1f, -0.2f] };
        Check((g, x) => block.Append(g, x), block.Evaluate, 2, missing: false, tolerance: 1e-5);
        Assert.Equal([1.1f + 3 + 0.5f, 2 - 4 + 6 - 0.2f], block.Evaluate([1, 1, 1]));
    }

    [Fact]
    public void NearestCentroid_EqualsEvaluate_FirstOfEqualsWins()
    {
        var block = new NearestCentroid { Centroids = [[0, 0, 0], [1, 1, 1], [1, 1, 1], [-1, 0.5f, 2]] };
        Check((g, x) => block.Append(g, x).Distances, row => block.Evaluate(row).Distances, 4, missing: false, tolerance: 1e-5);
        Check((g, x) => g.Unsqueeze(g.Cast(block.Append(g, x).Nearest, TensorType.Float), 1), row => [block.Evaluate(row).Nearest], 1, missing: false, tolerance: 0);
        Assert.Equal(1, block.Evaluate([0.9f, 1, 1]).Nearest);
    }

    [Theory]
    [InlineData(TensorType.Float)]
    [InlineData(TensorType.Double)]
    public void PiecewiseLinear_EqualsEvaluate_ClampedAndMonotone(TensorType type)
    {
        var block = new PiecewiseLinear { X = [-1, 0, 0.25f, 2], Y = [0.1f, 0.1f, 0.6f, 0.9f] };
        double[] data = [.. Enumerable.Range(0, 81).Select(i => -3 + (i / 10.0)), -1, 0, 0.25, 2, float.MaxValue, double.NaN];
        var g = new GraphBuilder("map");
        Value x = g.Cast(g.Input("x", TensorType.Double, ["N"]), type);
        g.Output("y", g.Cast(block.Append(g, x), TensorType.Double));

        double[] y = Run.Graph(g, ("x", data, [data.Length])).Get<double>("y");

        Assert.All(data.Zip(y), pair => Assert.Equal(block.Evaluate(pair.First), pair.Second, 1e-6));
        Assert.Equal([0.1, 0.1, 0.6, 0.9, 0.9, double.NaN], y[81..], (a, b) => a.Equals(b) || Math.Abs(a - b) < 1e-6);
        Assert.All(y[..81].Zip(y[1..81]), pair => Assert.True(pair.First <= pair.Second));
        Assert.Equal(0.35, block.Evaluate(0.125), 1e-6);
    }

    [Fact]
    public void Blocks_MisfittingParameters_Throw()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N", Columns]);
        Assert.Throws<ArgumentException>(() => new Impute { Fill = [1, 2] }.Append(g, x));
        Assert.Throws<ArgumentException>(() => new Impute { Fill = [1, 2, 3], Indicators = [3] }.Append(g, x));
        Assert.Throws<ArgumentException>(() => new Standardize { Mean = [0, 0, 0], Scale = [1, 0, 1] }.Append(g, x));
        Assert.Throws<ArgumentException>(() => new Linear { Weights = [1, 2], Bias = [0] }.Append(g, x));
        Assert.Throws<ArgumentException>(() => new Linear { Weights = [1, 2, 3], Bias = [0, 0] }.Append(g, x));
        Assert.Throws<ArgumentException>(() => new NearestCentroid { Centroids = [[1, 2, 3], [1]] }.Append(g, x));
        Assert.Throws<ArgumentException>(() => new PiecewiseLinear { X = [0, 0], Y = [1, 2] }.Append(g, x));
    }

    private delegate float[] Reference(ReadOnlySpan<float> row);

    private static void Check(Func<GraphBuilder, Value, Value> append, Reference expected, int width, bool missing, double tolerance)
    {
        var random = new Random(11);
        float[] data = [.. Enumerable.Range(0, Rows * Columns).Select(_ => missing && random.Next(4) == 0 ? float.NaN : (float)((4 * random.NextDouble()) - 2))];
        var g = new GraphBuilder("block");
        g.Output("y", append(g, g.Input("x", TensorType.Float, ["N", Columns])));

        Outputs outputs = Run.Graph(g, ("x", data, [Rows, Columns]));

        Assert.Equal([Rows, width], outputs.Sizes("y"));
        float[] actual = outputs.Get<float>("y");
        for (int i = 0; i < Rows; i++)
        {
            float[] row = expected(data.AsSpan(i * Columns, Columns));
            for (int j = 0; j < width; j++)
            {
                Assert.Equal((double)row[j], actual[(i * width) + j], tolerance);
            }
        }
    }
}

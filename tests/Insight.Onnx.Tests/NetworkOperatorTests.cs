namespace Insight.Onnx.Tests;

public sealed class NetworkOperatorTests
{
    // The signal is [[1, 2, 3, 4, 5], [10, 20, 30, 40, 50]]: one example of two channels.
    public static TheoryData<string, string, double[]> Cases() => new()
    {
        { "Conv", "[1, 1, 4]", [1 + 4 + 10, 2 + 6 + 20, 3 + 8 + 30, 4 + 10 + 40] },
        { "ConvBias", "[1, 1, 4]", [15.5, 28.5, 41.5, 54.5] },
        { "ConvWindow", "[1, 1, 3]", [2, 1 + (2 * 3) + 10, 3 + (2 * 5) + 30] },
        { "ConvTranspose", "[1, 2, 6]", [1, 2, 3, 6, 2, 4, 1, 0, 3, 0, 2, 0] },
        { "MaxPool", "[1, 2, 2]", [3, 5, 30, 50] },
        { "MaxPoolDilated", "[1, 2, 3]", [3, 4, 5, 30, 40, 50] },
        { "AveragePool", "[1, 2, 3]", [1.5, 3, 4.5, 15, 30, 45] },
        { "LayerNormalization", "[1, 2, 5]", [-1.41421, 1, 3, 2.41421, 3.82843, -1.41421, 1, 3, 2.41421, 3.82843] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operator_EqualsWorkedResult(string op, string shape, double[] expected)
    {
        var g = new GraphBuilder(op);
        Value x = g.Constant([1f, 2, 3, 4, 5, 10, 20, 30, 40, 50], 1, 2, 5);
        Value kernels = g.Constant([1f, 2, 1, 0], 1, 2, 2);
        Value y = op switch
        {
            "Conv" => g.Conv(x, kernels),
            "ConvBias" => g.Conv(x, kernels, g.Constant([.5f])),
            "ConvWindow" => g.Conv(x, kernels, null, new Window(stride: 2, dilation: 2, before: 2, after: 1)),
            "ConvTranspose" => g.ConvTranspose(g.Constant([1f, 3, 2], 1, 1, 3), kernels, new Window(stride: 2), 6),
            "MaxPool" => g.MaxPool(x, 3, new Window(stride: 2)),
            "MaxPoolDilated" => g.MaxPool(x, 2, new Window(dilation: 2)),
            "AveragePool" => g.AveragePool(x, 3, new Window(stride: 2, before: 1, after: 1)),
            "LayerNormalization" => g.LayerNormalization(x, g.Constant([1f, 2, 3, 2, 2]), g.Constant([0f, 2.41421f, 3, 1, 1]), epsilon: 0),
            _ => throw new ArgumentOutOfRangeException(nameof(op)),
        };
        Assert.Equal(shape, y.Shape!.ToString());

        g.Output("y", y);
        Outputs outputs = Run.Graph(g);
        Assert.Equal(y.Shape.Select(dim => (int)dim.Size!.Value), outputs.Sizes("y"));
        Assert.All(expected.Zip(outputs.Get<float>("y")), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Operators_WithOpenExamples_KeepThemOpen()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N", 2, "L"]);
        Value kernels = g.Constant(new float[12], 2, 2, 3);
        Assert.Equal("[N, 2, ?]", g.Conv(x, kernels).Shape!.ToString());
        Assert.Equal("[N, 2, ?]", g.MaxPool(x, 3).Shape!.ToString());
    }

    [Fact]
    public void Operators_MisfittingShapes_NameThem()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N", 2, 4]);
        Assert.Contains("[N, 2, 4] and [1, 3, 2]", Assert.Throws<ArgumentException>(() => g.Conv(x, g.Constant(new float[6], 1, 3, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("window of 5", Assert.Throws<ArgumentException>(() => g.MaxPool(x, 5)).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 4]", Assert.Throws<ArgumentException>(() => g.AveragePool(g.Constant(new float[8], 2, 4), 2)).Message, StringComparison.Ordinal);
        Assert.Contains("[N, 2, 4] and [3]", Assert.Throws<ArgumentException>(() => g.LayerNormalization(x, g.Constant(new float[3]), g.Constant(new float[3]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Window(stride: 0));
        Assert.Equal(default, new Window());
        Assert.Equal(1, default(Window).Stride);
    }
}

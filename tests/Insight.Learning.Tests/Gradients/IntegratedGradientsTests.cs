using Insight.Learning.Gradients;
using Insight.Onnx;

namespace Insight.Learning.Tests.Gradients;

public sealed class IntegratedGradientsTests
{
    [Fact]
    public void Of_LinearNetwork_AttributesWeightTimesDistance()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N", 3]);
        Value weights = g.Constant([2f, -1, .5f], 3, 1);
        Value attribution = Assert.Single(IntegratedGradients.Of(points => g.MatMul(points[0], weights) + 7, [(x, g.Constant([1f, 1, 0]))], steps: 3));
        Assert.Equal("[N, 3]", attribution.Shape!.ToString());
        g.Output("attribution", attribution);
        using var runner = new Runner(g);
        double[] found = runner.Run(new Sample([4, 3, 2, 1, 1, 0], [2, 3]))[0].Values;
        Assert.All(found.Zip([6, -2, 1, 0, 0, 0]), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_CurvedNetwork_AddsUpToTheDifferenceOfOutputs(bool open)
    {
        double coarse = Error(1, open);
        double fine = Error(16, open);
        Assert.InRange(fine, 0, 1e-5);
        Assert.True(fine < coarse / 50, $"With one step the sum is {coarse} off, with 16 steps {fine}.");
    }

    [Fact]
    public void Of_InputWithoutBaseline_StaysAsItIs()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, [2, 2]);
        Value ids = g.Input("ids", TensorType.Int64, [2, 1]);
        Value table = g.Constant([1f, 10, 100], 3, 1);
        Value Network(IReadOnlyList<Value> points) => g.ReduceSum(points[0] * g.Gather(table, g.Reshape(points[1], -1)), [1]);
        Value attribution = Assert.Single(IntegratedGradients.Of(Network, [(x, g.Scalar(0f)), (ids, null)]));
        g.Output("attribution", attribution);
        using var runner = new Runner(g);
        double[] found = runner.Run(new Sample([1, 2, 3, 4], [2, 2]), new Sample([2, 1], [2, 1]))[0].Values;
        Assert.All(found.Zip([100, 200, 30, 40]), pair => Assert.Equal(pair.Second, pair.First, 1e-3));
    }

    [Fact]
    public void Of_WrongArguments_AreNamed()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N", 2]);
        Value open = g.Input("open", TensorType.Float, ["N", "L"]);
        Value zero = g.Scalar(0f);
        Assert.Contains("baseline", Message(x, null), StringComparison.Ordinal);
        Assert.Contains("*20, 2]", Message(x, zero), StringComparison.Ordinal);
        Assert.Contains("[N, L]", Message(open, zero), StringComparison.Ordinal);
        Assert.Contains("[3, 1, 2]", Message(x, g.Constant(new float[6], 3, 1, 2)), StringComparison.Ordinal);

        static string Message(Value input, Value? baseline) => Assert.Throws<ArgumentException>(() => IntegratedGradients.Of(points => points[0], [(input, baseline)])).Message;
    }

    /// <summary>How far the attributions to two inputs of a small network are from F(x) − F(b), at most, among three examples.</summary>
    private static double Error(int steps, bool open)
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, [open ? "N" : 3, 4]);
        Value y = g.Input("y", TensorType.Float, [open ? "N" : 3, 2, 2]);
        Value kernel = g.Constant(Array.ConvertAll(Sample.Any(1, 4, 5).Values, v => (float)v), 4, 5);
        Value last = g.Constant(Array.ConvertAll(Sample.Any(2, 5, 1).Values, v => (float)v), 5, 1);
        Value Network(IReadOnlyList<Value> inputs) => g.MatMul(g.Tanh(g.Gemm(inputs[0] + g.Reshape(inputs[1], 0, 4), kernel)), last);

        Value baseline = g.Constant([.5f, 0, 0, -.5f]);
        IReadOnlyList<Value> attributions = IntegratedGradients.Of(Network, [(x, baseline), (y, g.Scalar(0f))], steps);
        Value sum = g.ReduceSum(attributions[0], [1]) + g.ReduceSum(attributions[1], [1, 2]);
        g.Output("sum", sum);
        g.Output("difference", g.Reshape(Network([x, y]) - Network([x * 0 + baseline, y * 0]), -1));
        using var runner = new Runner(g);
        IReadOnlyList<(double[] Values, long[] Sizes)> found = runner.Run(Sample.Any(3, 3, 4), Sample.Any(4, 3, 2, 2));
        return found[0].Values.Zip(found[1].Values).Max(pair => Math.Abs(pair.First - pair.Second));
    }
}

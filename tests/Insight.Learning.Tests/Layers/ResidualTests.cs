using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

public sealed class ResidualTests
{
    private static readonly NetworkInput Input = new("x", TensorType.Float, ["N", 2]);

    [Fact]
    public void Apply_AddsItsInput()
    {
        var network = new SequentialNetwork(Input, new Residual(new Dense(2, bias: false), new Dense(2, Activation.Relu, bias: false)));
        var weights = new Dictionary<string, float[]> { ["dense1/kernel"] = [0, 1, 1, 0], ["dense2/kernel"] = [3, 0, 0, -1] };

        Assert.Equal([7, 2], Check.Train(network, _ => weights, Feed.Of("x", [1, 2], 1, 2)).Floats); // (2, 1) → (6, 0)
    }

    [Fact]
    public void Apply_LayersThatChangeTheShape_NamesBoth()
    {
        var network = new SequentialNetwork(Input, new Residual(new Dense(1)));

        var error = Assert.Throws<ArgumentException>(() => Check.Train(network, scope => scope.Draw(1), Feed.Of("x", [1, 2], 1, 2)));

        Assert.Contains("[1, 2]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[1, 1]", error.Message, StringComparison.Ordinal);
    }
}

using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

public sealed class DenseTests
{
    private static readonly NetworkInput Input = new("x", TensorType.Float, ["N", 2]);

    /// <summary>Sums by hand: 1·1 + 2·0.5 + 0.5 = 2.5 and 1·−1 + 2·0.25 − 1 = −1.5.</summary>
    [Theory]
    [InlineData(Activation.Identity, 2.5, -1.5)]
    [InlineData(Activation.Relu, 2.5, 0)]
    [InlineData(Activation.Tanh, 0.98661430, -0.90514825)]
    [InlineData(Activation.Sigmoid, 0.92414182, 0.18242552)]
    [InlineData(Activation.Gelu, 2.48447584, -0.10021080)]
    public void Apply_KnownWeights_GivesWhatHandGives(Activation activation, double first, double second)
    {
        var network = new SequentialNetwork(Input, new Dense(2, activation));
        var weights = new Dictionary<string, float[]> { ["dense1/kernel"] = [1, -1, 0.5f, 0.25f], ["dense1/bias"] = [0.5f, -1] };

        Feed y = Check.Train(network, _ => weights, Feed.Of("x", [1, 2], 1, 2));

        Assert.Equal([1, 2], y.Sizes);
        Assert.Equal(first, y.Floats[0], 1e-6);
        Assert.Equal(second, y.Floats[1], 1e-6);
    }

    [Fact]
    public void Apply_SameLayerTwice_SharesItsWeights()
    {
        var dense = new Dense(2);
        var network = new SequentialNetwork(Input, dense, dense, new Dense(2, bias: false));
        string[] names = [];

        Check.Train(network, scope => { names = [.. scope.Weights.Keys]; return scope.Draw(1); }, Feed.Of("x", [1, 2], 1, 2));

        Assert.Equal(["dense1/kernel", "dense1/bias", "dense2/kernel"], names);
    }

    [Fact]
    public void Apply_SameLayerOnOtherWidth_NamesBothShapes()
    {
        var dense = new Dense(3);
        var network = new SequentialNetwork(Input, dense, dense);

        var error = Assert.Throws<ArgumentException>(() => Check.Train(network, scope => scope.Draw(1), Feed.Of("x", [1, 2], 1, 2)));

        Assert.Contains("[2, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[3, 3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_UnknownWidth_NamesTheLayerAndTheShape()
    {
        var graph = new GraphBuilder("g");
        var scope = new TestScope(graph);
        Value x = graph.Input("x", TensorType.Float, ["N", "F"]);

        var error = Assert.Throws<ArgumentException>(() => new Dense(3).Apply(scope, x));

        Assert.Contains("dense1", error.Message, StringComparison.Ordinal);
        Assert.Contains("[N, F]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_GivesWhatTrainingGives() => Check.Parity(
        new SequentialNetwork(new NetworkInput("x", TensorType.Float, ["N", "L", 4]), new Dense(5, Activation.Gelu), new Dense(3, Activation.Tanh)),
        7,
        Feed.Random("x", new Random(3), 3, 2, 4));

    [Theory]
    [InlineData(Activation.Identity)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Gelu)]
    public void Gradients_EqualCentralDifferences(Activation activation) =>
        Check.Gradients(new SequentialNetwork(Input, new Dense(3, activation), new Dense(2)), 5, Feed.Random("x", new Random(9), 4, 2));
}

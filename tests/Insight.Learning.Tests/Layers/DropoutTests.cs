using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

public sealed class DropoutTests
{
    [Fact]
    public void Apply_Training_ZeroesBelowTheRateAndEnlargesTheRest()
    {
        var graph = new GraphBuilder("g");
        var scope = new TestScope(graph);
        Feed x = Feed.Of("x", [1, 2, 3, 4], 2, 2);
        graph.Output("output", new Dropout(0.2).Apply(scope, x.Input(graph)));

        Feed y = Feed.Run(graph.Build(), x, Feed.Of(Assert.Single(scope.Draws).Name, [0, 0.19f, 0.2f, 0.99f], 2, 2))["output"];

        Assert.Equal([0, 0, 3.75f, 5], y.Floats);
    }

    [Fact]
    public void Apply_Serving_DoesNothing()
    {
        var graph = new GraphBuilder("g");
        Value x = graph.Input("x", TensorType.Float, ["N", 2]);

        Assert.Same(x, new Dropout(0.2).Apply(new InferenceScope(graph, new Dictionary<string, float[]>()), x));
        Assert.Same(x, new Dropout(0).Apply(new TestScope(graph), x));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Constructor_RateOutsideItsRange_Throws(double rate) => Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(rate));
}

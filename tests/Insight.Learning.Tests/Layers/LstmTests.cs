using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

public sealed class LstmTests
{
    private static readonly NetworkInput Input = new("x", TensorType.Float, ["N", "L", 1]);

    /// <summary>One unit, x = 1 and then −2; the states worked out from i = σ(x + .5h), o = σ(−x + .25h + .1), f = σ(.5x − h + 1), g = tanh(2x + h).</summary>
    [Fact]
    public void Apply_KnownWeights_GivesWhatHandGives()
    {
        var weights = new Dictionary<string, float[]>
        {
            ["lstm1/kernel"] = [1, -1, 0.5f, 2], ["lstm1/recurrent"] = [0.5f, 0.25f, -1, 1], ["lstm1/bias"] = [0, 0.1f, 1, 0],
        };

        Feed all = Check.Train(new SequentialNetwork(Input, new Lstm(1, returnSequences: true)), _ => weights, Feed.Of("x", [1, -2], 1, 2, 1));
        Feed last = Check.Train(new SequentialNetwork(Input, new Lstm(1)), _ => weights, Feed.Of("x", [1, -2], 1, 2, 1));

        Assert.Equal([1, 2, 1], all.Sizes);
        Assert.Equal([1, 1], last.Sizes);
        Check.Close([0.17556374f, 0.17056916f], all.Floats, 1e-6);
        Check.Close([0.17056916f], last.Floats, 1e-6);
    }

    [Fact]
    public void Weights_BeginWithAnOpenForgetGate()
    {
        var scope = new TestScope(new GraphBuilder("g"));
        new Lstm(2).Apply(scope, scope.Graph.Input("x", TensorType.Float, [3, 4, 5]));

        Assert.Equal(["lstm1/kernel", "lstm1/recurrent", "lstm1/bias"], scope.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["[8, 5]", "[8, 2]", "[8]"], scope.Parameters.Select(parameter => Shape.Of([.. parameter.Sizes]).ToString()));
        Assert.Equal([0f, 0, 0, 0, 1, 1, 0, 0], scope.Draw(1, noise: 0)["lstm1/bias"]);
        Assert.Equal([true, true, false], scope.Parameters.Select(parameter => parameter.Penalized));
    }

    [Fact]
    public void Constructor_NoUnits_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new Lstm(0));
}

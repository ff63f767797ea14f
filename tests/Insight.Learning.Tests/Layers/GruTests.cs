using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

public sealed class GruTests
{
    /// <summary>One unit, x = 1 and then −2; the states worked out from z = σ(x + .5h + .1), r = σ(−x + .25h), n = tanh(2x + .2 + r·(1.5h + .3)).</summary>
    [Fact]
    public void Apply_KnownWeights_GivesWhatHandGives()
    {
        var weights = new Dictionary<string, float[]>
        {
            ["gru1/kernel"] = [1, -1, 2], ["gru1/recurrent"] = [0.5f, 0.25f, 1.5f], ["gru1/bias"] = [0.1f, 0, 0.2f, 0.3f],
        };
        var network = new SequentialNetwork(new NetworkInput("x", TensorType.Float, ["N", "L", 1]), new Gru(1, returnSequences: true));

        Feed y = Check.Train(network, _ => weights, Feed.Of("x", [1, -2], 1, 2, 1));

        Assert.Equal([1, 2, 1], y.Sizes);
        Check.Close([0.24457539f, -0.81726155f], y.Floats, 1e-6);
    }

    [Fact]
    public void Constructor_NoUnits_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new Gru(0));
}

using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

public sealed class LayerNormTests
{
    private static readonly SequentialNetwork Network = new(new NetworkInput("x", TensorType.Float, ["N", 3]), new LayerNorm());

    /// <summary>1, 2, 6 have mean 3 and variance 14/3.</summary>
    [Fact]
    public void Apply_KnownWeights_GivesWhatHandGives()
    {
        var weights = new Dictionary<string, float[]> { ["norm1/scale"] = [1, 2, 1], ["norm1/bias"] = [0, 0, 10] };

        Feed y = Check.Train(Network, _ => weights, Feed.Of("x", [1, 2, 6, 5, 5, 5], 2, 3));

        Check.Close([-0.9258191f, -0.9258191f, 11.3887287f, 0, 0, 10], y.Floats);
    }

    [Fact]
    public void Gradients_EqualCentralDifferences() => Check.Gradients(Network, 3, Feed.Random("x", new Random(4), 4, 3));

    [Fact]
    public void Export_GivesWhatTrainingGives() => Check.Parity(Network, 3, Feed.Random("x", new Random(4), 4, 3));
}

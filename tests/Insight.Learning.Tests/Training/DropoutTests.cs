using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Training;
using Insight.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Learning.Tests.Training;

/// <summary>What dropout does in a training graph.</summary>
public class DropoutTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Apply_ZeroesItsShare_AndKeepsTheMean(double rate)
    {
        float[] ones = Dropped(1, 1, [rate])[0];

        double deviation = Math.Sqrt(rate * (1 - rate) / ones.Length);
        Assert.Equal(rate, ones.Count(value => value == 0) / (double)ones.Length, 4 * deviation);
        Assert.Equal(1, ones.Average(), 4 * deviation / (1 - rate));
        Assert.All(ones.Where(value => value != 0), value => Assert.Equal(1 / (1 - rate), value, 1e-6));
    }

    [Fact]
    public void Apply_SameSeedAndStep_IsTheSameMask() => Assert.Equal(Dropped(3, 5, [0.2])[0], Dropped(3, 5, [0.2])[0]);

    [Theory]
    [InlineData(3, 6)]
    [InlineData(4, 5)]
    public void Apply_OtherSeedOrStep_IsAnotherMask(int seed, long step) => AssertIndependent(Dropped(3, 5, [0.5])[0], Dropped(seed, step, [0.5])[0]);

    [Fact]
    public void Apply_InAnotherLayer_IsAnotherMask()
    {
        float[][] masks = Dropped(3, 5, [0.5, 0.5]);

        AssertIndependent(masks[0], masks[1]);
    }

    private static void AssertIndependent(float[] left, float[] right) =>
        Assert.Equal(0.5, left.Zip(right).Count(pair => (pair.First == 0) == (pair.Second == 0)) / (double)left.Length, 0.02);

    /// <summary>Ones after each of several layers side by side.</summary>
    private static float[][] Dropped(int seed, long step, double[] rates)
    {
        var network = new FunctionNetwork(
            [new NetworkInput("x", TensorType.Float, ["N"])],
            (scope, inputs) => inputs["x"] * scope.Weight("w", [1], Initializer.Zeros));
        var graph = new GraphBuilder("test");
        var scope = new TrainingScope(graph, Pass.Training, WeightLayout.Of(network, new FunctionLoss([], (_, output, _) => (output, output)), 1, 1));
        Value ones = graph.Constant(Enumerable.Repeat(1f, 32 * 20 * 50).ToArray(), 32, 20, 50);
        for (int i = 0; i < rates.Length; i++)
        {
            graph.Output($"dropped{i}", new Dropout(rates[i]).Apply(scope, ones));
        }

        using SessionOptions options = Sessions.Options(1);
        using var session = new InferenceSession(graph.Build(), options);
        using OrtValue weights = OrtValue.CreateTensorValueFromMemory([0f], [1]);
        using OrtValue key = OrtValue.CreateTensorValueFromMemory([TrainingStep.KeyOf(seed, step)], []);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(
            run, [TrainingScope.Names.Weights, TrainingScope.Names.RandomKey], [weights, key], [.. rates.Select((_, i) => $"dropped{i}")]);
        return [.. results.Select(result => result.GetTensorDataAsSpan<float>().ToArray())];
    }
}

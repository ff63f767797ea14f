using Insight.Learning.Graphs;
using Insight.Learning.Training;
using Insight.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Learning.Tests.Graphs;

public class TrainingScopeTests
{
    [Fact]
    public void Random_IsEvenlySpread()
    {
        float[] numbers = Draw(1, 1, [64, 30, 50])[0];

        Assert.All(numbers, number => Assert.InRange(number, float.Epsilon, 1 - 1e-8f));
        int[] counts = new int[16];
        foreach (float number in numbers)
        {
            counts[(int)(number * 16)]++;
        }

        // χ² with 15 degrees of freedom: beyond 44 once in 10,000.
        double expected = numbers.Length / 16.0;
        Assert.InRange(counts.Sum(count => (count - expected) * (count - expected) / expected), 0, 44);
    }

    [Fact]
    public void Random_NeighboursInEveryDirection_AreUncorrelated()
    {
        float[] numbers = Draw(1, 1, [64, 30, 50])[0];
        foreach (int distance in (int[])[1, 2, 49, 50, 51, 1500, 3000])
        {
            Assert.InRange(Correlation(numbers[..^distance], numbers[distance..]), -0.015, 0.015);
        }
    }

    [Fact]
    public void Random_SameSeedAndStep_IsTheSameInAnySession() => Assert.Equal(Draw(7, 3, [20, 5])[0], Draw(7, 3, [20, 5])[0]);

    [Theory]
    [InlineData(7, 4)]
    [InlineData(8, 3)]
    public void Random_OtherSeedOrStep_IsIndependent(int seed, long step) =>
        Assert.InRange(Correlation(Draw(7, 3, [400, 50])[0], Draw(seed, step, [400, 50])[0]), -0.03, 0.03);

    [Fact]
    public void Random_OfEachCall_IsIndependent()
    {
        float[][] numbers = Draw(1, 1, [400, 50], [400, 50]);

        Assert.InRange(Correlation(numbers[0], numbers[1]), -0.03, 0.03);
    }

    [Fact]
    public void Random_WhenNotTraining_IsRefused()
    {
        var scope = new TrainingScope(new GraphBuilder("test"), Pass.Inference, Layout());

        Assert.Throws<InvalidOperationException>(() => scope.Random([2]));
    }

    [Fact]
    public void Random_OfOpenShape_IsRefused()
    {
        var scope = new TrainingScope(new GraphBuilder("test"), Pass.Training, Layout());

        ArgumentException error = Assert.Throws<ArgumentException>(() => scope.Random(["N", 3]));
        Assert.Contains("[N, 3]", error.Message, StringComparison.Ordinal);
    }

    private static double Correlation(float[] left, float[] right)
    {
        double meanLeft = left.Average(x => (double)x);
        double meanRight = right.Average(x => (double)x);
        double covariance = left.Zip(right).Sum(pair => (pair.First - meanLeft) * (pair.Second - meanRight));
        return covariance / Math.Sqrt(left.Sum(x => (x - meanLeft) * (x - meanLeft)) * right.Sum(x => (x - meanRight) * (x - meanRight)));
    }

    private static WeightLayout Layout() => WeightLayout.Of(
        new FunctionNetwork([new NetworkInput("x", TensorType.Float, ["N"])], (scope, inputs) => inputs["x"] * scope.Weight("w", [1], Initializer.Zeros)),
        new FunctionLoss([], (_, output, _) => (output, output)),
        2,
        1);

    /// <summary>One array per shape, drawn one after the other in one graph.</summary>
    private static float[][] Draw(int seed, long step, params Shape[] shapes)
    {
        var graph = new GraphBuilder("test");
        var scope = new TrainingScope(graph, Pass.Training, Layout());
        for (int i = 0; i < shapes.Length; i++)
        {
            graph.Output($"random{i}", scope.Random(shapes[i]));
        }

        using SessionOptions options = Sessions.Options(1);
        using var session = new InferenceSession(graph.Build(), options);
        using OrtValue weights = OrtValue.CreateTensorValueFromMemory([0f], [1]);
        using OrtValue key = OrtValue.CreateTensorValueFromMemory([TrainingStep.KeyOf(seed, step)], []);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(
            run, [TrainingScope.Names.Weights, TrainingScope.Names.RandomKey], [weights, key], [.. shapes.Select((_, i) => $"random{i}")]);
        return [.. results.Select(result => result.GetTensorDataAsSpan<float>().ToArray())];
    }
}

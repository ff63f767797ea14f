using Insight.Learning.Optimizers;

namespace Insight.Learning.Tests.Optimizers;

public class OptimizerTests
{
    /// <summary>Weights after steps 1, 2, 10 and 25 of torch.optim (PyTorch 1.13, lr .1 for SGD and .01 for Adam), from (.5, −1, 2, 0) with <see cref="Gradient"/>.</summary>
    public static TheoryData<string, float[][]> PyTorch => new()
    {
        { "sgd", [[0.495f, -1.0001f, 2.2f, 0], [0.46000001f, -1.0003f, 2.3f, 0], [0.45000005f, -1.0055001f, 2.5857935f, -0.1f], [0.37500012f, -1.0325f, 2.7631917f, -0.3f]] },
        { "momentum", [[0.495f, -1.0001f, 2.2f, 0], [0.4555f, -1.0003901f, 2.48f, 0], [0.23816606f, -1.0177572f, 5.1079192f, -0.39635152f], [-0.41482061f, -1.1751852f, 8.3095961f, -1.9162701f]] },
        { "adam", [[0.49f, -1.0099999f, 2.01f, 0], [0.4816862f, -1.0196517f, 2.0193217f, 0], [0.4631007f, -1.0984586f, 2.0771284f, -0.034227919f], [0.43131182f, -1.2666413f, 2.1408961f, -0.11004265f]] },
        { "adamw", [[0.4895f, -1.0089999f, 2.0080001f, 0], [0.48069671f, -1.0176427f, 2.0153139f, 0], [0.45834565f, -1.088066f, 2.0568361f, -0.034123864f], [0.41996226f, -1.2389028f, 2.0894725f, -0.10890818f]] },
    };

    [Theory]
    [MemberData(nameof(PyTorch))]
    public void Update_OfGivenGradients_IsPyTorchs(string name, float[][] expected)
    {
        Optimizer optimizer = name switch
        {
            "sgd" => new Sgd(),
            "momentum" => new Sgd(0.9),
            "adam" => new Adam(),
            _ => new AdamW(0.1),
        };
        using var harness = new UpdateHarness(optimizer, [0.5f, -1, 2, 0], [1, 1, 1, 1]);
        int seen = 0;
        for (int t = 1; t <= 25; t++)
        {
            float[] weights = harness.Step(name.StartsWith("adam", StringComparison.Ordinal) ? 0.01 : 0.1, Gradient(t));
            if (t is 1 or 2 or 10 or 25)
            {
                Assert.All(weights.Zip(expected[seen++]), pair => Assert.Equal(pair.Second, pair.First, 2e-6f * Math.Max(1, Math.Abs(pair.Second))));
            }
        }
    }

    [Fact]
    public void AdamW_WithoutGradient_DecaysOnlyWhatIsPenalized()
    {
        using var harness = new UpdateHarness(new AdamW(0.5), [1, 1], [1, 0]);
        float[] weights = harness.Step(0.1, 0, 0);

        Assert.Equal(0.95f, weights[0], 1e-7f);
        Assert.Equal(1f, weights[1]);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Adam_ShareOutsideItsRange_IsRefused(double beta)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(beta1: beta));

        Assert.Contains("beta1", error.Message, StringComparison.Ordinal);
    }

    private static float[] Gradient(int t) => [(((t % 3) - 1) * 0.3f) + 0.05f, 0.001f * t, -2f / t, t % 4 == 0 ? 0.5f : 0];
}

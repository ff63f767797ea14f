using Insight.Learning.Losses;
using Insight.Learning.Tests.Layers;

namespace Insight.Learning.Tests.Losses;

public sealed class HuberTests
{
    [Fact]
    public void Apply_IsSquareNearAndLineFar()
    {
        (float[] loss, float[] amount) = LossCheck.Run(
            new Huber(2), Feed.Of("output", [0, 1, -2, 5, -4], 5, 1), Feed.Of("y", [0, 0, 0, 0, 0], 5, 1));

        LossCheck.Equal([0, 0.5, 2, 8, 6], loss); // 2·(5 − 1) and 2·(4 − 1)
        LossCheck.Equal([1, 1, 1, 1, 1], amount);
    }

    [Fact]
    public void Gradients_EqualCentralDifferences() =>
        LossCheck.Gradients(new Huber(0.5, 3), Feed.Of("output", [0.3f, -0.2f, 1, -2, 0, 0.7f], 2, 3), Feed.Of("y", [0, 0, 0, 0, 0.1f, 0], 2, 3));

    [Fact]
    public void Constructor_DeltaNotPositive_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new Huber(0));
}

using Insight.Learning.Losses;
using Insight.Learning.Tests.Layers;

namespace Insight.Learning.Tests.Losses;

public sealed class PinballTests
{
    [Fact]
    public void Apply_WeighsBothSidesByTheQuantile()
    {
        (float[] loss, float[] amount) = LossCheck.Run(
            new Pinball([0.1, 0.9]), Feed.Of("output", [1, 1, 5, 7], 2, 2), Feed.Of("y", [3, 3], 2, 1));

        LossCheck.Equal([1, 1.1], loss); // (.1·2 + .9·2) / 2 and (.9·2 + .1·4) / 2
        LossCheck.Equal([1, 1], amount);
    }

    [Fact]
    public void Gradients_EqualCentralDifferences() =>
        LossCheck.Gradients(new Pinball([0.2, 0.5, 0.8]), Feed.Of("output", [0.3f, -0.2f, 1, -2, 0, 0.7f], 2, 3), Feed.Of("y", [0.1f, -0.5f], 2, 1));

    [Fact]
    public void Constructor_QuantilesOutsideTheirRange_Throws()
    {
        Assert.Throws<ArgumentException>(() => new Pinball([0.5, 1]));
        Assert.Throws<ArgumentException>(() => new Pinball([]));
    }

    [Fact]
    public void Apply_OneColumnForTwoQuantiles_NamesBothShapes()
    {
        var error = Assert.Throws<ArgumentException>(() => LossCheck.Run(new Pinball([0.1, 0.9]), Feed.Of("output", [1, 1], 2, 1), Feed.Of("y", [3, 3], 2, 1)));

        Assert.Contains("[2, 1]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 2]", error.Message, StringComparison.Ordinal);
    }
}

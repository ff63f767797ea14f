using Insight.Learning.Losses;
using Insight.Learning.Tests.Layers;

namespace Insight.Learning.Tests.Losses;

public sealed class MeanSquaredErrorTests
{
    [Fact]
    public void Apply_IsTheMeanOfAnExamplesSquaredErrors()
    {
        (float[] loss, float[] amount) = LossCheck.Run(
            new MeanSquaredError(2), Feed.Of("output", [1, 2, 0, -3], 2, 2), Feed.Of("y", [0, 4, 0, 1], 2, 2));

        LossCheck.Equal([2.5, 8], loss); // (1 + 4) / 2 and (0 + 16) / 2
        LossCheck.Equal([1, 1], amount);
    }

    [Fact]
    public void Apply_LabelsOfAnotherShape_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => LossCheck.Run(new MeanSquaredError(), Feed.Of("output", [1, 2], 2, 1), Feed.Of("y", [0, 4], 2)));

        Assert.Contains("[2, 1]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_EqualCentralDifferences() =>
        LossCheck.Gradients(new MeanSquaredError(2), Feed.Random("output", new Random(1), 3, 2), Feed.Random("y", new Random(2), 3, 2));
}

using Insight.Learning.Losses;
using Insight.Learning.Tests.Layers;

namespace Insight.Learning.Tests.Losses;

public sealed class CrossEntropyTests
{
    /// <summary>log(e + e² + e³) = 3.40760596.</summary>
    [Fact]
    public void Apply_Logits_GivesWhatHandGives()
    {
        (float[] loss, float[] amount) = LossCheck.Run(
            new CrossEntropy(3), Feed.Of("output", [1, 2, 3, 1, 2, 3, 101, 102, 103], 3, 3), Feed.Ids("y", [0, 2, 1], 3));

        LossCheck.Equal([2.40760596, 0.40760596, 1.40760596], loss, 1e-5);
        LossCheck.Equal([1, 1, 1], amount);
    }

    [Fact]
    public void Apply_Steps_SumsThoseThatCount()
    {
        (float[] loss, float[] amount) = LossCheck.Run(
            new CrossEntropy(3, steps: true),
            Feed.Of("output", [1, 2, 3, 1, 2, 3, 1, 2, 3, 9, 9, 9], 2, 2, 3),
            Feed.Ids("y", [0, 2, 1, 0], 2, 2),
            Feed.Of("y_weight", [1, 1, 1, 0], 2, 2));

        LossCheck.Equal([2.81521193, 1.40760596], loss, 1e-5);
        LossCheck.Equal([2, 1], amount);
    }

    [Fact]
    public void Gradients_EqualCentralDifferences()
    {
        LossCheck.Gradients(new CrossEntropy(3), Feed.Random("output", new Random(1), 2, 3), Feed.Ids("y", [0, 2], 2));
        LossCheck.Gradients(
            new CrossEntropy(2, steps: true), Feed.Random("output", new Random(1), 2, 2, 2), Feed.Ids("y", [0, 1, 1, 0], 2, 2), Feed.Of("y_weight", [1, 2, 1, 0], 2, 2));
    }

    [Fact]
    public void Apply_OtherNumberOfClasses_NamesBothShapes()
    {
        var error = Assert.Throws<ArgumentException>(() => LossCheck.Run(new CrossEntropy(3), Feed.Of("output", [1, 2], 1, 2), Feed.Ids("y", [0], 1)));

        Assert.Contains("[1, 2]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[1, 3]", error.Message, StringComparison.Ordinal);
    }
}

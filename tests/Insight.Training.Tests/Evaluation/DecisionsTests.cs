using Insight.Training.Evaluation;

namespace Insight.Training.Tests.Evaluation;

public sealed class DecisionsTests
{
    private static readonly double[] Probability = [0.9, 0.7, 0.6, 0.4, 0.2];
    private static readonly bool[] Happened = [true, false, true, true, false];

    /// <summary>At .5 three are told yes, two of them rightly; of three to whom it happened two are found; three of five are told right.</summary>
    [Fact]
    public void At_ByHand()
    {
        var found = Decisions.At(0.5, Probability, Happened);
        Assert.Equal(0.6, found.Accuracy, 1e-12);
        Assert.Equal(2 / 3.0, found.Recall, 1e-12);
        Assert.Equal(2 / 3.0, found.Precision, 1e-12);
        Assert.Equal(2 / 3.0, found.F1, 1e-12);
    }

    /// <summary>With four told yes all three are found: precision .75, F1 6/7.</summary>
    [Fact]
    public void BestThreshold_IsHalfWayBelowTheLastYes()
    {
        Assert.Equal(0.3, Decisions.BestThreshold(Probability, Happened), 1e-12);
        Assert.Equal(6 / 7.0, Decisions.At(0.3, Probability, Happened).F1, 1e-12);
    }

    [Fact]
    public void BestThreshold_NothingHappened_IsAHalf() => Assert.Equal(0.5, Decisions.BestThreshold([0.1, 0.2], [false, false]));
}

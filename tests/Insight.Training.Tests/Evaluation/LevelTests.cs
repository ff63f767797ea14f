using Insight.Training.Evaluation;

namespace Insight.Training.Tests.Evaluation;

public sealed class LevelTests
{
    [Fact]
    public void Probabilities_TakeTheLevelAndKeepTheOrder()
    {
        var shifted = Level.Probabilities([0.5, 0.6, 0.9, 0.8], [true, false, false, false]);
        Assert.Equal(0.25, shifted.Average(), 1e-9);
        Assert.True(shifted[0] < shifted[1] && shifted[1] < shifted[3] && shifted[3] < shifted[2]);

        // All odds move by one factor.
        double Odds(double p) => p / (1 - p);
        Assert.Equal(Odds(shifted[0]) / Odds(0.5), Odds(shifted[2]) / Odds(0.9), 1e-6);
    }

    [Fact]
    public void Means_AreScaledToTheTotal() => Assert.Equal([2, 4], Level.Means([1, 2], [6, 0]));

    [Fact]
    public void Means_NothingHappened_StayAsTheyAre() => Assert.Equal([1, 2], Level.Means([1, 2], [0, 0]));
}

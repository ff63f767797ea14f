using Insight.Scoring;

namespace Insight.Tests.Scoring;

public sealed class PriorScoresTests
{
    [Theory]
    [InlineData(3, 200, 250, 90)]
    [InlineData(20_000, 20_000, 20_000, 730)]
    [InlineData(0, 0, 0, 1)]
    public void Purchase_ExpectsNoMoreThanOfSomebodyWhoStays(double frequency, double recency, double age, int horizon)
    {
        var (probability, expected, alive) = PriorScores.Purchase(frequency, recency, age, horizon);

        Assert.InRange(probability, 0, 1);
        Assert.InRange(alive, 0, 1);
        Assert.InRange(expected, 0, (0.243 + frequency) / (4.414 + (age / 7)) * (horizon / 7.0));
    }
}

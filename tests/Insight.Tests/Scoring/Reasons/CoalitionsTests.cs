using Insight.Scoring.Reasons;

namespace Insight.Tests.Scoring.Reasons;

public sealed class CoalitionsTests
{
    /// <summary>The glove game: one left glove, two right ones; a pair is worth 1. The Shapley values are known: 2/3, 1/6, 1/6.</summary>
    [Fact]
    public void GloveGame_HasItsPublishedValues()
    {
        double[] values = [0, 0, 0, 1, 0, 1, 0, 1];
        var contributions = new double[3];
        Coalitions.Shapley(values, contributions);
        Assert.Equal(2 / 3.0, contributions[0], 1e-12);
        Assert.Equal(1 / 6.0, contributions[1], 1e-12);
        Assert.Equal(1 / 6.0, contributions[2], 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    public void AdditiveGame_GivesEachItsOwn(int players)
    {
        var values = Enumerable.Range(0, 1 << players).Select(coalition => Enumerable.Range(0, players).Sum(i => (coalition >> i & 1) * (i + 1.0))).ToArray();
        var contributions = new double[players];
        Coalitions.Shapley(values, contributions);
        for (var i = 0; i < players; i++)
        {
            Assert.Equal(i + 1, contributions[i], 1e-12);
        }
    }
}

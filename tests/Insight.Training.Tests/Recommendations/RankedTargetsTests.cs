using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Tests.Recommendations;

/// <summary>Worked by hand.</summary>
public sealed class RankedTargetsTests
{
    [Fact]
    public void OneTarget_ThirdOfFive()
    {
        var ranked = RankedTargets.Of([0.1f, 0.5f, 0.4f, 0.3f, 0.2f], [3], []);

        Assert.Equal([3.0], ranked.Ranks);
        Assert.Equal(0, ranked.Hit(2));
        Assert.Equal(1, ranked.Hit(3));
        Assert.Equal(1 / 3.0, ranked.ReciprocalRank(3), 12);
        Assert.Equal(0, ranked.ReciprocalRank(2));
        Assert.Equal(0.5, ranked.Ndcg(10), 12); // 1 / log₂ 4
    }

    [Fact]
    public void TwoTargets_FirstAndFourth_ShareTheIdealOrder()
    {
        var ranked = RankedTargets.Of([0.9f, 0.5f, 0.4f, 0.3f, 0.2f], [3, 0], []);

        Assert.Equal([1.0, 4.0], ranked.Ranks);
        Assert.Equal([4.0, 1.0], RankedTargets.PlacesOf([0.9f, 0.5f, 0.4f, 0.3f, 0.2f], [3, 0], []));
        Assert.Equal(0.5, ranked.Recall(3));
        Assert.Equal(1, ranked.Recall(4));
        Assert.Equal((1 + (1 / Math.Log2(5))) / (1 + (1 / Math.Log2(3))), ranked.Ndcg(10), 12);
        Assert.Equal(1 / (1 + (1 / Math.Log2(3))), ranked.Ndcg(3), 12);
        Assert.Equal(1, ranked.Ndcg(1)); // only one place, and it is right
    }

    [Fact]
    public void EqualScores_ShareTheMeanOfTheirPlaces()
    {
        var ranked = RankedTargets.Of([0.9f, 0, 0, 0, 0], [4], []);

        Assert.Equal([3.5], ranked.Ranks); // places 2 to 5
        Assert.Equal(0, ranked.Hit(3));
        Assert.Equal(1, ranked.Hit(4));
    }

    [Fact]
    public void ExcludedProducts_StandBehindAllOthers()
    {
        Assert.Equal([1.0], RankedTargets.Of([0.9f, 0.5f, 0.4f], [1], [0]).Ranks);
    }

    [Fact]
    public void WhatIsNoNumber_StandsLast()
    {
        Assert.Equal([2.5], RankedTargets.Of([0.9f, float.NaN, float.NaN], [1], []).Ranks);
        Assert.Equal([2.0], RankedTargets.Of([float.NaN, float.NaN, float.NaN], [2], []).Ranks);
        Assert.Equal([1.0], RankedTargets.Of([float.NaN, 0.1f], [1], []).Ranks);
    }

    [Fact]
    public void ManyTargets_StandWhereCountingPutsThem()
    {
        var random = new Random(11);
        for (var round = 0; round < 50; round++)
        {
            float[] scores = [.. Enumerable.Range(0, 60).Select(_ => random.Next(15) / 10f)];
            int[] targets = [.. Enumerable.Range(0, 60).Where(_ => random.Next(3) == 0)];
            var expected = targets.Select(target => scores.Count(score => score > scores[target]) + ((scores.Count(score => score == scores[target]) + 1) / 2.0)).Order();

            Assert.Equal(expected, RankedTargets.Of([.. scores], targets, []).Ranks);
        }
    }

    [Fact]
    public void NoTarget_IsAMiss()
    {
        var ranked = RankedTargets.Of([0.9f, 0.5f], [], []);

        Assert.Equal((0, 0, 0, 0), (ranked.Hit(10), ranked.Ndcg(10), ranked.ReciprocalRank(10), ranked.Recall(10)));
    }

    [Fact]
    public void CoverageAndNovelty_OfTwoLists()
    {
        RankedExample[] shown = [new(default, [0, 1], []), new(default, [1], [])];

        Assert.Equal(0.5, RankingMetrics.Coverage(shown, 4));
        Assert.Equal(1.5, RankingMetrics.Novelty(shown[0], [4, 2, 1, 1], 8)); // half of all is 1 bit, a quarter 2
        Assert.Equal(double.NaN, RankingMetrics.Novelty(new RankedExample(default, [], []), [1], 1));
    }

    [Fact]
    public void TopOf_TheBestFirst_AndNothingWithoutAScore() => Assert.Equal([2, 0], RankingMetrics.TopOf([0.2f, 0, 0.7f, 0.1f], 2));
}

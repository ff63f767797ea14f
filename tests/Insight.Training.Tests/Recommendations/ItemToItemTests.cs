using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;

namespace Insight.Training.Tests.Recommendations;

public sealed class ItemToItemTests
{
    private static readonly ItemToItemSettings Plain = new()
    {
        DistancePower = 1, BackwardShare = 0.5, SourcePower = 1, TargetPower = 0, Shrinkage = 0, RecencyPower = 1, Neighbours = 10,
    };

    /// <summary>a b c and a b: b stands one step behind a twice, c two steps behind it once, and b is seen from c at half the weight.</summary>
    [Fact]
    public void Counts_ByDistanceAndDirection_WorkedByHand()
    {
        var log = Logs.Of("a b c", "a b");

        var shares = Scores(ItemToItemRecommender.Fit(log, Plain), log, log.History("a"));

        // From a (two interactions): b 2 · ½, c ½ · ½, a weight of views both times. As shares: 1 and ¼ of 1¼.
        Assert.Equal(0.8, shares[log.Place("b")], 1e-5);
        Assert.Equal(0.2, shares[log.Place("c")], 1e-5);
        Assert.Equal(0, shares[log.Place("a")]);

        // From c, backwards: b one step at half weight, a two steps at half of half.
        shares = Scores(ItemToItemRecommender.Fit(log, Plain), log, log.History("c"));
        Assert.Equal(2 / 3.0, shares[log.Place("b")], 1e-5);
        Assert.Equal(1 / 3.0, shares[log.Place("a")], 1e-5);
    }

    [Fact]
    public void TheLastStep_CountsMost()
    {
        var log = Logs.Of("a x", "b y");
        var fitted = ItemToItemRecommender.Fit(log, Plain with { BackwardShare = 0 });

        Assert.Equal(2 / 3.0, Scores(fitted, log, log.History("a", "b"))[log.Place("y")], 1e-5);
        Assert.Equal(2 / 3.0, Scores(fitted, log, log.History("b", "a"))[log.Place("x")], 1e-5);
    }

    [Fact]
    public void Baskets_WithoutWhatLiesBetweenThem()
    {
        var log = Logs.OfPurchases(("u", 1, "a"), ("u", 1, "b"), ("u", 9, "c"));
        var fitted = ItemToItemRecommender.Fit(log, Plain with { AcrossVisits = 0 });

        Assert.Equal(1, Scores(fitted, log, log.History("a"))[log.Place("b")], 1e-5);
    }

    /// <summary>The lines of an order have no order among them: what stands first in it says no more.</summary>
    [Fact]
    public void LinesOfOneOrder_BelongTogetherBothWays()
    {
        var log = Logs.OfPurchases(("u", 1, "a"), ("u", 1, "b"), ("v", 2, "a"), ("v", 2, "b"), ("v", 9, "c"));
        var fitted = ItemToItemRecommender.Fit(log, Plain with { BackwardShare = 0, AcrossVisits = 0 });

        Assert.Equal(1, Scores(fitted, log, log.History("a"))[log.Place("b")], 1e-5);
        Assert.Equal(1, Scores(fitted, log, log.History("b"))[log.Place("a")], 1e-5);
        Assert.All(Scores(ItemToItemRecommender.Fit(log, Plain with { BackwardShare = 0, AcrossVisits = 0, SameMoment = 0 }), log, log.History("a")), share => Assert.Equal(0, share));
    }

    [Fact]
    public void OldSteps_CountLess_ByTheirHalfLife()
    {
        var log = Logs.Of("a x", "b y");
        var fitted = ItemToItemRecommender.Fit(log, Plain with { BackwardShare = 0, RecencyPower = 0, HalfLifeDays = 10 });

        var shares = Scores(fitted, log, log.History("a", "b") with { Ages = [20, 0] });

        Assert.Equal(0.2, shares[log.Place("x")], 1e-5); // a quarter beside one
    }

    /// <summary>a follows itself most of all, which says nothing of what lies beside it.</summary>
    [Fact]
    public void Closest_AreOtherProducts()
    {
        var log = Logs.Of("a a a b", "a a b");

        var beside = Assert.Single(ItemToItemRecommender.Fit(log, Plain).Closest(5)[log.Place("a")]);

        Assert.Equal((log.Place("b"), 1f), (beside.Product, beside.Strength));
    }

    [Fact]
    public void EmptyHistory_SaysNothing()
    {
        var log = Logs.Of("a b c", "a b");

        Assert.All(Scores(ItemToItemRecommender.Fit(log, Plain), log, new RankingHistory([], [], [])), share => Assert.Equal(0, share));
    }

    /// <summary>What the search adds up in place, and the graph that serves: the same shares for any settings and history.</summary>
    [Fact]
    public void Graph_AndTheSumsOfTheSearch_AreTheSame()
    {
        var random = new Random(5);
        var log = Logs.Of([.. Enumerable.Range(0, 60).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(2, 12)).Select(_ => "p" + (int)(40 * Math.Pow(random.NextDouble(), 2)))))]);
        foreach (var settings in (ItemToItemSettings[])
            [Plain, new(), new() { HalfLifeDays = 7, LengthPower = 0.5, Window = 3 }, new() { RecencyPower = 2.5, SourcePower = 0.25, TargetPower = 0.7, Neighbours = 4 }])
        {
            var fitted = ItemToItemRecommender.Fit(log, settings);
            for (var round = 0; round < 20; round++)
            {
                var length = random.Next(1, 8);
                var history = new RankingHistory(
                    [.. Enumerable.Range(0, length).Select(_ => random.Next(log.Products))], [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())], [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 30)]);
                var sums = new float[log.Products];
                fitted.Add(history, sums, []);
                var total = sums.Sum();

                Assert.All(Scores(fitted, log, history).Zip(sums), pair => Assert.Equal(total > 0 ? pair.Second / total : 0, pair.First, 1e-5));
            }
        }
    }

    [Fact]
    public void Search_FindsThatOrderMatters()
    {
        // b always follows a, and nothing follows b: looking backwards would recommend a after b.
        var log = Logs.Of([.. Enumerable.Range(0, 200).Select(i => $"n{i % 17} a b n{i % 13}")]);
        var validation = Enumerable.Range(0, 60).Select(i => new Insight.Training.Recommendations.Ranking.RankingExample(
            $"c:{i}", log.History("n" + (i % 17), "a"), [log.Place("b")], [])).ToList();
        var trials = 0;

        var best = new ItemToItemSearch(log, validation).Run(new ItemToItemSettings(), () => true, (_, _) => trials++);

        Assert.True(trials > 20);
        Assert.True(Scores(ItemToItemRecommender.Fit(log, best), log, log.History("n3", "a")) is var shares && shares.Max() == shares[log.Place("b")]);
        Assert.Equal(new ItemToItemSettings(), new ItemToItemSearch(log, validation).Run(new ItemToItemSettings(), () => false));
    }

    /// <summary>b, c and d followed a once each. Were the first of equals taken for the best, settings that make everything equal would win.</summary>
    [Fact]
    public void Search_EqualScoresShareTheMeanOfTheirPlaces()
    {
        var log = Logs.Of("a b", "a c", "a d");
        var told = 0.0;

        new ItemToItemSearch(log, [new Insight.Training.Recommendations.Ranking.RankingExample("c:9", log.History("a"), [log.Place("b")], [])]).Run(Plain, () => false, (_, ndcg) => told = ndcg);

        Assert.Equal(1 / Math.Log2(1 + 2), told, 1e-9);
    }

    private static float[] Scores(IRecommender recommender, InteractionLog log, RankingHistory history)
    {
        using var session = new RecommenderSession(recommender, log.Products);
        var scores = new float[log.Products];
        session.Score(history, scores);
        return scores;
    }
}

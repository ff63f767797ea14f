using Insight.Features;
using Insight.Training.Evaluation;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Tests.Recommendations;

/// <summary>What browsing is worth: the same orders are to be guessed with the views before them and without.</summary>
public sealed class BrowsingAblationTests
{
    private const int Customers = 500, Topics = 30, ProductsOfTopic = 4;

    [Fact]
    public void WhereViewsTellWhatIsBought_KnowingThemIsWorthALot()
    {
        var (with, without) = (Ndcg(Log(views: true)), Ndcg(Log(views: false)));

        Assert.Equal(with.Owners, without.Owners);
        var gain = new Bootstrap(with.Owners, 200, 1).MeanDifference(with.Figures, without.Figures);
        Assert.True(gain.Low > 0.2, $"NDCG@10 higher by {gain.Value} [{gain.Low}, {gain.High}]");
    }

    /// <summary>Of each customer's last order, guessed by item-to-item with the same settings.</summary>
    private static (string[] Owners, double[] Figures) Ndcg(InteractionLog log)
    {
        var known = log.Cut(i => log.LengthOf(i) - 1);
        var examples = Enumerable.Range(0, log.Sequences).Select(i =>
        {
            var last = log.LengthOf(i) - 1;
            return new RankingExample(log.Owners[i], log.HistoryOf(i, last, log.DaysOf(i)[last]), [log.ProductsOf(i)[last]], []);
        }).ToList();
        var ranked = RankingMetrics.Rank(ItemToItemRecommender.Fit(known, new ItemToItemSettings { BackwardShare = 0 }), log.Products, examples);
        return ([.. examples.Select(example => example.Owner)], [.. ranked.Select(r => r.Targets.Ndcg(10))]);
    }

    /// <summary>Every few days a customer looks at some products of a topic that they had not looked at before, and then buys the one that the topic ends with.</summary>
    private static InteractionLog Log(bool views)
    {
        var random = new Random(4);
        var builder = new InteractionLogBuilder();
        for (var i = 0; i < Customers; i++)
        {
            var at = DateTimeOffset.UnixEpoch.AddDays(random.Next(30));
            for (var visit = 0; visit < 5; visit++)
            {
                var topic = random.Next(Topics);
                at = at.AddDays(1 + random.Next(20));
                for (var step = 0; step < ProductsOfTopic - 1; step++)
                {
                    if (views)
                    {
                        builder.Add($"c:{i}", $"s:{i}-{visit}", $"{topic}-{step}", at.AddMinutes(step), InteractionKind.View);
                    }
                }

                builder.Add($"c:{i}", $"o:{i}-{visit}", $"{topic}-{ProductsOfTopic - 1}", at.AddMinutes(ProductsOfTopic), InteractionKind.Purchase);
            }
        }

        return builder.Build();
    }
}

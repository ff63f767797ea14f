using Insight.Recommendations;
using Insight.Training.Export;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Blend;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Networks;
using Insight.Training.Recommendations.Popularity;
using Insight.Training.Recommendations.Repeat;

namespace Insight.Training.Tests.Recommendations;

public sealed class BlendRecommenderTests
{
    /// <summary>Bread and butter go together; coffee comes again every ten days; soap is bought once.</summary>
    private static readonly InteractionLog Shop = Logs.OfPurchases([.. Enumerable.Range(0, 30).SelectMany(i => (IEnumerable<(string, double, string)>)
    [
        .. Enumerable.Range(0, 5).Select(k => ($"c:{i}", i + (10.0 * k), "coffee")),
        ($"c:{i}", i + 3.0, "bread"), ($"c:{i}", i + 4.0, i % 3 == 0 ? "jam" : "butter"), ($"c:{i}", i + 6.0, "soap"),
    ])]);

    private static readonly (IRecommender Recommender, double Weight)[] Parts =
    [
        (ItemToItemRecommender.Fit(Shop, new ItemToItemSettings { HalfLifeDays = 20 }), 0.3),
        (RepeatRecommender.Fit(Shop), 0.2),
        (Network(SequenceNetworkKind.SelfAttention), 0.25),
        (Network(SequenceNetworkKind.Gru), 0.15),
        (PopularityRecommender.Fit(Shop, halfLifeDays: 30), 0.1),
    ];

    private static readonly RankingHistory[] Histories =
    [
        new([], [], []),
        new([Shop.Place("bread")], [1], [0.5f]),
        new([Shop.Place("coffee"), Shop.Place("bread"), Shop.Place("coffee")], [1, 0.3f, 1], [21, 12, 10]),
    ];

    [Fact]
    public void Scores_AreTheWeightedSumOfTheParts()
    {
        foreach (var history in Histories)
        {
            var parts = Parts.Select(part => (Scores: Scores(part.Recommender, history), part.Weight)).ToList();
            var blended = Scores(new BlendRecommender(Parts), history);
            for (var product = 0; product < Shop.Products; product++)
            {
                Assert.Equal(parts.Sum(part => part.Weight * part.Scores[product]), blended[product], 1e-6);
            }
        }
    }

    /// <summary>Of two that each speak of a few products only: without a history there is nothing to say.</summary>
    [Fact]
    public void Graph_GivesTheBestOfTheScores_AndExcludedWhereNothingIsSaid()
    {
        var blend = new BlendRecommender(Parts[..2]);
        using var session = GraphScorer.Open(RecommenderGraph.Build(blend, Shop.Products));
        var mask = new float[Shop.Products];
        mask[Shop.Place("butter")] = RecommendationContract.Excluded;
        foreach (var history in Histories)
        {
            using var answer = history.Ask(session, mask, RecommendationContract.Product, RecommendationContract.Score);
            var (products, told) = (answer[0].GetTensorDataAsSpan<long>().ToArray(), answer[1].GetTensorDataAsSpan<float>().ToArray());
            var scores = Scores(blend, history);
            var expected = Enumerable.Range(0, Shop.Products).Where(product => scores[product] > 0 && mask[product] == 0).OrderByDescending(product => scores[product]).ToList();

            Assert.Equal(Shop.Products, products.Distinct().Count());
            Assert.Equal(expected, products.Take(expected.Count).Select(product => (int)product));
            Assert.All(expected.Zip(told), pair => Assert.Equal(scores[pair.First], pair.Second, 1e-6f));
            Assert.All(told.Skip(expected.Count), score => Assert.True(score <= RecommendationContract.Excluded));
        }
    }

    private static NetworkRecommender Network(SequenceNetworkKind kind) =>
        new NetworkRecommenderFit(new SequenceNetworkSettings { Kind = kind, Width = 8, Units = 12, Blocks = 2, Negatives = 4, BatchSize = 16 }, seed: 1).Fit(Shop, epochs: 3)!;

    private static float[] Scores(IRecommender recommender, RankingHistory history)
    {
        using var session = new RecommenderSession(recommender, Shop.Products);
        var scores = new float[Shop.Products];
        session.Score(history, scores);
        return scores;
    }
}

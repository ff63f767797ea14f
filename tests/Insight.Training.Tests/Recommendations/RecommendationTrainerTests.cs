using System.Security.Cryptography;
using Insight.Recommendations;
using Insight.Training.Gates;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;

namespace Insight.Training.Tests.Recommendations;

public sealed class RecommendationTrainerTests
{
    private static readonly Lazy<TrainedModel> Trained = new(() => RecommendationTrainer.Train(new RecommendationInput { Log = Chains(400, 1) }, CancellationToken.None));

    [Fact]
    public void WhereOneThingLeadsToAnother_AModelIsPublished_ThatFindsIt()
    {
        var trained = Trained.Value;

        Assert.Equal(GateDecision.Published, trained.Verdict.Decision);
        Assert.Equal("model", trained.Basis);
        Assert.Contains(trained.Candidates, candidate => candidate is { Algorithm: RecommendationAlgorithms.Popularity, Role: "baseline" });
        Assert.True(trained.Candidates.Single(candidate => candidate.Algorithm == trained.Algorithm).Metrics["hitRate10"].Value > 0.5, trained.Verdict.Reason);
    }

    [Fact]
    public void Trained_IsWhatServingLetsIn()
    {
        var trained = Trained.Value;
        var manifest = Manifests.Of(trained, "recommendations");

        using var model = RecommendationModel.Load(manifest, trained.Onnx!, trained.Explainer);

        Assert.Equal(120, model.Index.Products.Count);
        Assert.NotEmpty(model.Index.Next[0]);
        Assert.Equal(manifest.Details[RecommendationModel.RepeatsDetail].GetBoolean(), model.Repeats);
        Assert.NotEmpty(manifest.Details[GoldenHistory.Detail].EnumerateArray());
    }

    /// <summary>Everybody buys at random: nothing can be learned, but the products of today are others than those of the champion.</summary>
    [Fact]
    public void BaselineThatServes_GivesWayToANewerOne()
    {
        var random = new Random(5);
        var log = Logs.OfPurchases([.. Enumerable.Range(0, 300).SelectMany(i => Enumerable.Range(0, 6).Select(_ => ($"c:{i:000}", Math.Floor(random.NextDouble() * 240), "p" + random.Next(60))))]);
        var champion = Manifests.Of(Trained.Value, "recommendations") with { Algorithm = RecommendationAlgorithms.Popularity, Basis = "baseline" };

        var trained = RecommendationTrainer.Train(new RecommendationInput { Log = log, Champion = new Champion(champion, Trained.Value.Onnx!) }, CancellationToken.None);
        var defended = RecommendationTrainer.Train(new RecommendationInput { Log = log, Champion = new Champion(champion with { Basis = "model" }, Trained.Value.Onnx!) }, CancellationToken.None);

        Assert.Equal((GateDecision.BaselinePublished, "baseline"), (trained.Verdict.Decision, trained.Basis));
        Assert.Equal(GateDecision.ChampionKept, defended.Verdict.Decision);
    }

    [Fact]
    public void TheSameSeed_GivesTheSameBytes()
    {
        var again = RecommendationTrainer.Train(new RecommendationInput { Log = Chains(400, 1) }, CancellationToken.None);

        Assert.Equal(SHA256.HashData(Trained.Value.Onnx!), SHA256.HashData(again.Onnx!));
        Assert.Equal(Trained.Value.Explainer, again.Explainer);
    }

    [Fact]
    public void Graph_OfTheContract_RanksAsTheScoresDo_AndTheMaskExcludes()
    {
        var log = Chains(200, 2);
        var recommender = Insight.Training.Recommendations.ItemToItem.ItemToItemRecommender.Fit(log, new());
        var history = log.HistoryOf(0, 2, 400);
        var scores = new float[log.Products];
        using (var session = new RecommenderSession(recommender, log.Products))
        {
            session.Score(history, scores);
        }

        var mask = new float[log.Products];
        var best = Array.IndexOf(scores, scores.Max());
        mask[best] = RecommendationContract.Excluded;
        var (product, score) = Ask(RecommenderGraph.Build(recommender, log.Products), history, mask);

        Assert.Equal(log.Products, product.Length); // fewer than the contract's most
        Assert.Equal(score, score.OrderDescending());
        Assert.Contains(0, scores); // of which nothing is said
        Assert.All(product.Zip(score), pair => Assert.True(pair.First == best || scores[pair.First] == 0 ? pair.Second <= RecommendationContract.Excluded : Math.Abs(pair.Second - scores[pair.First]) < 1e-6));
    }

    [Fact]
    public void ThirtyOrders_TrainNothing_AndSayWhy()
    {
        var trained = RecommendationTrainer.Train(new RecommendationInput { Log = Chains(10, 1) }, CancellationToken.None);

        Assert.Null(trained.Onnx);
        Assert.Contains("popular", trained.Verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingAtAll_TrainsNothing() => Assert.Null(RecommendationTrainer.Train(new RecommendationInput { Log = new InteractionLogBuilder().Build() }, CancellationToken.None).Onnx);

    /// <summary>Forty chains of three products; everybody goes along some of them, with popular things bought in between.</summary>
    private static InteractionLog Chains(int customers, int seed)
    {
        var random = new Random(seed);
        var purchases = new List<(string, double, string)>();
        for (var i = 0; i < customers; i++)
        {
            var day = random.NextDouble() * 240;
            for (var walk = 0; walk < 3; walk++)
            {
                var chain = random.Next(40);
                for (var step = 0; step < 3; step++)
                {
                    day += 1 + (random.NextDouble() * 20);
                    purchases.Add(($"c:{i:000}", Math.Floor(day), $"{chain}-{step}"));
                }
            }
        }

        return Logs.OfPurchases([.. purchases.Where(purchase => purchase.Item2 <= 240)]);
    }

    private static (long[] Product, float[] Score) Ask(byte[] onnx, RankingHistory history, float[] mask)
    {
        using var session = Insight.Training.Export.GraphScorer.Open(onnx);
        using var results = history.Ask(session, mask, RecommendationContract.Product, RecommendationContract.Score);
        return (results[0].GetTensorDataAsSpan<long>().ToArray(), results[1].GetTensorDataAsSpan<float>().ToArray());
    }
}

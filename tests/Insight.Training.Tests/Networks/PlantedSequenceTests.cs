using Insight.Features;
using Insight.Registry;
using Insight.Scoring.Reasons;
using Insight.Training.Evaluation;
using Insight.Training.Gates;
using Insight.Training.Networks;
using Insight.Training.Purchase;

namespace Insight.Training.Tests.Networks;

public sealed class PlantedSequenceTests
{
    private static readonly int Second = FeatureVector.IndexOf("purchase_2_revenue"), Third = FeatureVector.IndexOf("purchase_3_revenue");

    /// <summary>The order of events decides: who reads it must win, and what serves must be who wins.</summary>
    [Fact]
    public void Train_WhereTheOrderOfEventsDecides_PublishesTheSequenceNetwork()
    {
        var input = RhythmShop.Input(customers: 2_500, seed: 5);
        var trained = PurchaseTrainer.Train(input, CancellationToken.None);

        Assert.Equal(NetworkAlgorithms.Sequence, trained.Algorithm);
        Assert.Equal(GateDecision.Published, trained.Verdict.Decision);
        MetricValue Auc(string algorithm) => trained.Candidates.Single(candidate => candidate.Algorithm == algorithm).Metrics["auc"];
        Assert.True(Auc(NetworkAlgorithms.Sequence).Low > Auc(PurchaseAlgorithms.LightGbm).High,
            $"sequence network {Auc(NetworkAlgorithms.Sequence)}, LightGBM {Auc(PurchaseAlgorithms.LightGbm)}");

        var settings = PurchaseTrainer.Select(input, CancellationToken.None);
        var test = input.RowsAt(input.Schedule.Test!.Value);
        using var fits = new PurchaseFits(input, input.Schedule.BeforeTest, test, CancellationToken.None);
        var candidates = fits.Candidates(settings).ToDictionary(model => model.Algorithm);
        var bought = test.Bought();
        double[] Losses(string algorithm) => Errors.LogLoss(PurchasePredictions.Of(candidates[algorithm], test).Probability, bought);
        var gain = new Bootstrap(test.Count, 200, 1).MeanDifference(Losses(PurchaseAlgorithms.LightGbm), Losses(NetworkAlgorithms.Sequence));
        Assert.True(gain.Low > 0.05, $"gain in log loss over LightGBM {gain}");

        // Reasons add up for everybody, or there would be none, and they name what was planted: the baskets before the last.
        using var explainer = Explainer.Read(Assert.IsType<byte[]>(trained.Explainer));
        var weights = new double[FeatureVector.Count];
        foreach (var row in input.RowsAt(input.Schedule.AsOf).Features.Where(row => !float.IsNaN(row[Third])).Take(200))
        {
            foreach (var (feature, contribution) in explainer.Explain(row).Contributions.Index())
            {
                weights[feature] += Math.Abs(contribution);
            }
        }

        var weightiest = weights.Index().OrderByDescending(pair => pair.Item).Take(5).Select(pair => pair.Index).ToList();
        Assert.Contains(Second, weightiest);
        Assert.Contains(Third, weightiest);
    }
}

using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Learners;
using Insight.Training.Networks;

namespace Insight.Training.Tests.Networks;

public sealed class PlantedBrowsingTests
{
    /// <summary>An ablation: the same models on the same customers, once without their browsing. With it they must be better by more than noise.</summary>
    [Fact]
    public void Fit_WhereBrowsingDecides_IsBetterWithItThanWithout()
    {
        var with = BrowsingShop.Input(customers: 1_000, seed: 3);
        var without = with with { Histories = [.. with.Histories.Select(history => history with { Browsing = [] })] };
        foreach (var (algorithm, fit) in new (string, Func<LabelledRows, LabelledRows, double[]>)[] { ("LightGBM", Boosted), ("sequence network", Sequence) })
        {
            var (blind, seeing) = (Losses(without, fit, out var bought), Losses(with, fit, out _));
            var gain = new Bootstrap(bought.Length, 400, 1).MeanDifference(blind, seeing);
            Assert.InRange(bought.Count(happened => happened) / (double)bought.Length, 0.1, 0.4);
            Assert.True(gain.Low > 0.05, $"gain of browsing in log loss, {algorithm}: {gain}");
        }
    }

    private static double[] Losses(TrainingInput input, Func<LabelledRows, LabelledRows, double[]> fit, out bool[] bought)
    {
        var test = input.RowsAt(input.Schedule.Test!.Value); // the shop is old enough for one
        var training = LabelledRows.At(input.Histories, input.Shop, input.Schedule.BeforeTest, input.HorizonDays);
        bought = test.Bought();
        return Errors.LogLoss(fit(training, test), bought);
    }

    private static double[] Boosted(LabelledRows training, LabelledRows test)
    {
        var boosting = BoostingFit.Probability(training.Features, [.. training.Bought().Select(bought => bought ? 1.0 : 0.0)], new BoostingOptions());
        return [.. test.Features.Select(row => (double)boosting.Predict(row))];
    }

    private static double[] Sequence(LabelledRows training, LabelledRows test)
    {
        using var network = NetworkFit.Fit(
            NetworkKind.Sequence, training, [("bought", Link.Logit, [.. training.Bought().Select(bought => bought ? 1.0 : 0.0)])], seed: 1, CancellationToken.None);
        return [.. Assert.IsType<FittedNetwork>(network).Predict(test.Features, 0).Select(sum => 1 / (1 + Math.Exp(-sum)))];
    }
}

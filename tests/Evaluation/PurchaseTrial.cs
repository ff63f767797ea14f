using System.Globalization;
using Insight.Registry;
using Insight.Training;
using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Purchase;

namespace Insight.Evaluation;

/// <summary>Judges every candidate for <c>purchase</c>.</summary>
internal static class PurchaseTrial
{
    public static Trial Run(IReadOnlyList<TrainingInput> origins)
    {
        var runs = origins.Select(Predict).ToList();
        var options = origins[0].Options;
        var names = runs[0].Predictions.Select(prediction => prediction.Algorithm).Where(name => runs.All(run => run.Predictions.Any(prediction => prediction.Algorithm == name))).ToList();
        var test = LabelledRows.Of(runs.Select(run => run.Test));
        var bootstrap = new Bootstrap(test.CustomerIds, options.Resamples, options.Seed);
        var threshold = runs[0].Threshold;
        var pooled = names.Select(name => new PurchasePredictions(
            name,
            [.. runs.SelectMany(run => run.Of(name).Probability)],
            [.. runs.SelectMany(run => run.Of(name).Orders)])).ToList();
        var shipped = pooled[^1];
        return new Trial(
            ModelNames.Purchase,
            shipped.Algorithm,
            [.. pooled.Select(prediction => prediction.Judge(Role(prediction.Algorithm), test, bootstrap, threshold))],
            [.. pooled.SkipLast(1).SelectMany(other => Differences(shipped, other, test, bootstrap))],
            [.. runs.Select((run, i) => (origins[i].Schedule.AsOf, Judge(run, names, options)))],
            [.. origins.SelectMany(Choices)]);
    }

    private static IReadOnlyList<CandidateResult> Judge(Judged run, List<string> names, TrainingOptions options)
    {
        var bootstrap = new Bootstrap(run.Test.CustomerIds, Trial.ResamplesByOrigin, options.Seed);
        return [.. names.Select(name => run.Of(name).Judge(Role(name), run.Test, bootstrap, run.Threshold))];
    }

    private static IEnumerable<(string, string, MetricValue)> Differences(PurchasePredictions shipped, PurchasePredictions other, LabelledRows test, Bootstrap bootstrap)
    {
        var bought = test.Bought();
        double[] orders = [.. test.Orders];
        var (a, b) = (new Ranking(shipped.Probability), new Ranking(other.Probability));
        yield return (other.Algorithm, "auc", bootstrap.Of(counts => a.Auc(bought, counts) - b.Auc(bought, counts)));
        yield return (other.Algorithm, "logLoss", bootstrap.MeanDifference(Errors.LogLoss(other.Probability, bought), Errors.LogLoss(shipped.Probability, bought)));
        yield return (other.Algorithm, "maeOrders", bootstrap.MeanDifference(Errors.Absolute(other.Orders, orders), Errors.Absolute(shipped.Orders, orders)));
        yield return (other.Algorithm, "mseOrders", bootstrap.MeanDifference(Errors.Squared(other.Orders, orders), Errors.Squared(shipped.Orders, orders)));
    }

    private static Judged Predict(TrainingInput input)
    {
        var settings = PurchaseTrainer.Select(input, CancellationToken.None);
        var test = input.RowsAt(input.Schedule.AsOf);
        using var fits = new PurchaseFits(input, input.Schedule.BeforeTest, test, CancellationToken.None);
        return new Judged(test, [.. fits.Candidates(settings).Select(model => PurchasePredictions.Of(model, test))], settings.Threshold);
    }

    private static IEnumerable<WindowChoice> Choices(TrainingInput input)
    {
        var test = input.RowsAt(input.Schedule.AsOf);
        using var fits = new PurchaseFits(input, input.Schedule.BeforeTest, test, CancellationToken.None);
        foreach (var window in input.Schedule.Validations)
        {
            var settings = PurchaseTrainer.Select(input with { Schedule = input.Schedule with { Validations = [window] } }, CancellationToken.None);
            var candidates = fits.Candidates(settings, networks: settings.Network is not null);
            var challenger = candidates.SingleOrDefault(model => model.Algorithm == settings.Network) ?? candidates[^1];
            yield return new WindowChoice(
                input.Schedule.AsOf, window.Day,
                string.Create(CultureInfo.InvariantCulture, $"{WindowChoice.Of(settings.Network, settings.ProbabilityWeights)}; {settings.ProbabilityTrees} trees; slope {settings.CalibrationSlope:0.00}"),
                Errors.LogLoss(PurchasePredictions.Of(challenger, test).Probability, test.Bought()).Average());
        }
    }

    private static string Role(string algorithm) => PurchaseAlgorithms.IsBaseline(algorithm) ? "baseline" : "candidate";

    private sealed record Judged(LabelledRows Test, IReadOnlyList<PurchasePredictions> Predictions, double Threshold)
    {
        public PurchasePredictions Of(string algorithm) => Predictions.Single(prediction => prediction.Algorithm == algorithm);
    }
}

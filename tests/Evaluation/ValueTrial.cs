using Insight.Registry;
using Insight.Training;
using Insight.Training.CustomerValue;
using Insight.Training.Data;
using Insight.Training.Evaluation;

namespace Insight.Evaluation;

/// <summary>Judges every candidate for <c>value</c>, and its 80 % interval.</summary>
internal static class ValueTrial
{
    public static Trial Run(IReadOnlyList<TrainingInput> origins)
    {
        var runs = origins.Select(Predict).ToList();
        var options = origins[0].Options;
        var names = runs[0].Predictions.Select(prediction => prediction.Algorithm).Where(name => runs.All(run => run.Predictions.Any(prediction => prediction.Algorithm == name))).ToList();
        var test = LabelledRows.Of(runs.Select(run => run.Test));
        var bootstrap = new Bootstrap(test.CustomerIds, options.Resamples, options.Seed);
        var pooled = names.Select(name => new ValuePredictions(name, [.. runs.SelectMany(run => run.Of(name).Expected)])).ToList();
        var shipped = pooled[^1];
        return new Trial(
            ModelNames.Value,
            shipped.Algorithm,
            [.. pooled.Select(prediction => prediction.Judge(Role(prediction.Algorithm), test, bootstrap, bootstrap.Mean([.. runs.SelectMany(run => run.Within(prediction.Algorithm))])))],
            [.. pooled.SkipLast(1).SelectMany(other => Differences(shipped, other, test, bootstrap))],
            [.. runs.Select((run, i) => (origins[i].Schedule.AsOf, Judge(run, names, options)))],
            [.. origins.SelectMany(Choices)]);
    }

    private static IReadOnlyList<CandidateResult> Judge(Judged run, List<string> names, TrainingOptions options)
    {
        var bootstrap = new Bootstrap(run.Test.CustomerIds, Trial.ResamplesByOrigin, options.Seed);
        return [.. names.Select(name => run.Of(name).Judge(Role(name), run.Test, bootstrap, bootstrap.Mean(run.Within(name))))];
    }

    private static IEnumerable<(string, string, MetricValue)> Differences(ValuePredictions shipped, ValuePredictions other, LabelledRows test, Bootstrap bootstrap)
    {
        double[] revenue = [.. test.Revenue];
        var actual = new Ranking(revenue);
        var (a, b) = (new Ranking(shipped.Expected), new Ranking(other.Expected));
        yield return (other.Algorithm, "spearman", bootstrap.Of(counts => Ranking.Spearman(a, actual, counts) - Ranking.Spearman(b, actual, counts)));
        yield return (other.Algorithm, "mae", bootstrap.MeanDifference(Errors.Absolute(other.Expected, revenue), Errors.Absolute(shipped.Expected, revenue)));
        yield return (other.Algorithm, "mse", bootstrap.MeanDifference(Errors.Squared(other.Expected, revenue), Errors.Squared(shipped.Expected, revenue)));
    }

    private static Judged Predict(TrainingInput input)
    {
        var (settings, outcomes) = ValueTrainer.Select(input, CancellationToken.None);
        var test = input.RowsAt(input.Schedule.AsOf);
        using var fits = new ValueFits(input, input.Schedule.BeforeTest, test, CancellationToken.None);
        return new Judged(test, [.. fits.Candidates(settings).Select(model => ValuePredictions.Of(model, test))], outcomes.ToDictionary(pair => pair.Key, pair => ValueInterval.Fit(pair.Value)));
    }

    private static IEnumerable<WindowChoice> Choices(TrainingInput input)
    {
        var test = input.RowsAt(input.Schedule.AsOf);
        double[] revenue = [.. test.Revenue];
        using var fits = new ValueFits(input, input.Schedule.BeforeTest, test, CancellationToken.None);
        foreach (var window in input.Schedule.Validations)
        {
            var settings = ValueTrainer.Select(input with { Schedule = input.Schedule with { Validations = [window] } }, CancellationToken.None).Settings;
            var candidates = fits.Candidates(settings, networks: settings.Network is not null);
            var challenger = candidates.SingleOrDefault(model => model.Algorithm == settings.Network) ?? candidates[^1];
            yield return new WindowChoice(
                input.Schedule.AsOf, window.Day,
                $"{WindowChoice.Of(settings.Network, settings.Weights)}; {settings.ProbabilityTrees} and {settings.AmountTrees} trees",
                Errors.PoissonDeviance(ValuePredictions.Of(challenger, test).Expected, revenue, revenue.Average() / 100).Average());
        }
    }

    private static string Role(string algorithm) => algorithm == ValueAlgorithms.PastRate ? "baseline" : "candidate";

    private sealed record Judged(LabelledRows Test, IReadOnlyList<ValuePredictions> Predictions, IReadOnlyDictionary<string, ValueInterval> Intervals)
    {
        public ValuePredictions Of(string algorithm) => Predictions.Single(prediction => prediction.Algorithm == algorithm);

        /// <summary>Per row, whether the outcome lies in the interval.</summary>
        public double[] Within(string algorithm) => (Intervals.GetValueOrDefault(algorithm) ?? ValueInterval.Exponential(Of(algorithm).Expected)).Covers(Of(algorithm).Expected, Test.Revenue);
    }
}

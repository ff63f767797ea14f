using System.Text.Json;
using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Export;
using Insight.Training.Gates;

namespace Insight.Training.CustomerValue;

/// <summary>Trains the model <c>value</c>: what a customer will spend within the horizon.</summary>
internal static class ValueTrainer
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static TrainedModel Train(TrainingInput input, CancellationToken cancellationToken)
    {
        var schedule = input.Schedule;
        var known = input.RowsAt(schedule.AsOf);
        if (known.Count == 0)
        {
            return TrainedModel.None("Nobody has bought yet.");
        }

        var (settings, intervals) = Select(input, cancellationToken);
        if (schedule.Test is not { } testDay || input.RowsAt(testDay) is not { Count: > 0 } test)
        {
            return Unjudged(input, known, cancellationToken);
        }

        using var fits = new ValueFits(input, schedule.BeforeTest, test, cancellationToken);
        var bootstrap = new Bootstrap(test.Count, input.Options.Resamples, input.Options.Seed);
        double[] revenue = [.. test.Revenue];
        var models = fits.Candidates(settings);
        var predictions = models.Select(model => ValuePredictions.Of(model, test)).ToList();
        var results = predictions.Select(prediction => prediction.Judge(
            prediction.Algorithm == ValueAlgorithms.PastRate ? "baseline" : "candidate", test, bootstrap,
            intervals.TryGetValue(prediction.Algorithm, out var interval) ? bootstrap.Mean(interval.Covers(prediction.Expected, revenue)) : null)).ToList();
        var (baseline, challenger) = (predictions[0], predictions.SingleOrDefault(prediction => prediction.Algorithm == settings.Network) ?? predictions[^1]);
        var rival = Rival(input, testDay, test, predictions, challenger);
        if (rival is not null)
        {
            results.Add(rival.Judge("champion", test, bootstrap, coverage: null));
        }

        var verdict = baseline == challenger
            ? new GateVerdict(input.Champion is null ? GateDecision.BaselinePublished : GateDecision.ChampionKept, "The customers are too few for any model but a baseline.")
            : Gate.Judge(
                challenger.Algorithm, [challenger.Against(baseline, test, bootstrap), challenger.Against(challenger.Flat(), test, bootstrap)], rival is null ? null : challenger.Against(rival, test, bootstrap),
                input.Champion?.Manifest.Algorithm == challenger.Algorithm, input.Champion is not null);

        var winner = verdict.Decision == GateDecision.BaselinePublished ? baseline : challenger;
        var isBacktest = testDay == schedule.AsOf;
        using var latest = isBacktest ? null : new ValueFits(input, schedule.BeforeAsOf, known, cancellationToken);
        var published = latest?.Candidates(settings, networks: winner.Algorithm == settings.Network).SingleOrDefault(model => model.Algorithm == winner.Algorithm);
        var final = published is null ? fits : latest!; // what is published there comes from there

        // Where the latest customers do not determine it any more, what was judged is published as it was judged.
        published ??= models.Single(model => model.Algorithm == winner.Algorithm);

        // The test's outcomes are the latest there are, unless they lie after asOf: then only the validation's may be used.
        var band = isBacktest ? intervals.GetValueOrDefault(winner.Algorithm) ?? ValueInterval.Exponential(winner.Expected) : ValueInterval.Fit(winner.Expected, revenue);
        return new TrainedModel
        {
            Algorithm = winner.Algorithm,
            Basis = winner == baseline ? "baseline" : "model",
            Onnx = ValueExport.Build(published, band, input.HorizonDays, known.Features, input.Options.Seed),
            Explainer = ExplainerExport.Amount(published.Expected, known.Features),
            Candidates = results,
            Verdict = verdict,
            Details = Details(winner, test, settings, final.Cap, band),
        };
    }

    /// <summary>Settings, and each candidate's interval, from time before the test.</summary>
    public static (ValueSettings Settings, IReadOnlyDictionary<string, ValueInterval> Intervals) Select(TrainingInput input, CancellationToken cancellationToken)
    {
        if (input.Schedule.Validation is not { } day || input.RowsAt(day) is not { Count: > 0 } validation)
        {
            var defaults = new ValueSettings();
            return (defaults, ValueCrossFit.Intervals(input, defaults, cancellationToken));
        }

        using var fits = new ValueFits(input, input.Schedule.BeforeValidation, validation, cancellationToken);
        var settings = ValueSelection.Choose(input, fits, validation, cancellationToken);
        double[] revenue = [.. validation.Revenue];
        return (settings, fits.Candidates(settings).ToDictionary(
            model => model.Algorithm,
            model => ValueInterval.Fit(ValuePredictions.Of(model, validation).Expected, revenue)));
    }

    /// <summary>Too short a history to hold anything back: BG/NBD × Gamma-Gamma needs no labels, else the past rate.</summary>
    private static TrainedModel Unjudged(TrainingInput input, LabelledRows known, CancellationToken cancellationToken)
    {
        using var fits = new ValueFits(input, [], known, cancellationToken);
        var model = fits.Candidates(new ValueSettings())[^1];
        return new TrainedModel
        {
            Algorithm = model.Algorithm,
            Basis = "baseline",
            Onnx = ValueExport.Build(model, ValueInterval.Exponential(ValuePredictions.Of(model, known).Expected), input.HorizonDays, known.Features, input.Options.Seed),
            Explainer = ExplainerExport.Amount(model.Expected, known.Features),
            Candidates = [],
            Verdict = new GateVerdict(
                input.Champion is null ? GateDecision.PublishedUnjudged : GateDecision.ChampionKept,
                $"The history is too short to hold {input.HorizonDays} days back for a test: {model.Algorithm}, which needs no labels, stands in as a baseline."),
        };
    }

    /// <summary>As for purchase: a champion that has seen the test's outcomes is represented by its recipe fitted without them.</summary>
    private static ValuePredictions? Rival(TrainingInput input, DateOnly testDay, LabelledRows test, List<ValuePredictions> predictions, ValuePredictions challenger)
    {
        if (input.Champion is not { } champion || !champion.IsComparable(input.HorizonDays))
        {
            return null;
        }

        return champion.KnowsNothingAfter(input.Shop, testDay)
            ? ValuePredictions.Of(champion, test)
            : predictions.SingleOrDefault(prediction => prediction.Algorithm == champion.Manifest.Algorithm && prediction != challenger);
    }

    private static Dictionary<string, JsonElement> Details(ValuePredictions winner, LabelledRows test, ValueSettings settings, double cap, ValueInterval interval) => new()
    {
        ["trueVsPredicted"] = JsonSerializer.SerializeToElement(Bin.ByPrediction(winner.Expected, test.Revenue.ToArray(), 10), Json),
        ["settings"] = JsonSerializer.SerializeToElement(settings, Json),
        ["winsorisedAbove"] = JsonSerializer.SerializeToElement(cap),
        ["intervalMeasured"] = JsonSerializer.SerializeToElement(interval.IsMeasured),
    };
}

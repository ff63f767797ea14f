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

        var (settings, outcomes) = Select(input, cancellationToken);
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
            outcomes.TryGetValue(prediction.Algorithm, out var seen) ? bootstrap.Mean(ValueInterval.Fit(seen).Covers(prediction.Expected, revenue)) : null)).ToList();
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

        // The test's outcomes are the latest there are, unless they lie after asOf: then only those before it may be used.
        IReadOnlyList<(double[], double[])> holdouts = [.. isBacktest ? [] : new[] { (winner.Expected, revenue) }, .. outcomes.GetValueOrDefault(winner.Algorithm, [])];
        var band = holdouts.Count > 0 ? ValueInterval.Fit(holdouts) : ValueInterval.Exponential(winner.Expected);
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

    /// <summary>Settings, and what each candidate expected and what came, from time before the test.</summary>
    /// <returns>Outcomes by algorithm, then holdout; of those that came to be.</returns>
    public static (ValueSettings Settings, IReadOnlyDictionary<string, IReadOnlyList<(double[] Predicted, double[] Actual)>> Outcomes) Select(
        TrainingInput input, CancellationToken cancellationToken)
    {
        ValueFits Fit(TrainingInput seen, IReadOnlyList<DateOnly> cutoffs, LabelledRows known) => new(seen, cutoffs, known, cancellationToken);
        using var windows = Validations.ByTime(input, Fit);
        if (windows.Count > 0)
        {
            var settings = ValueSelection.Choose(input, windows, cancellationToken);
            return (settings, Outcomes(windows, settings, windows.Newest().Fits.Single()));
        }

        // Other customers of the same time (Barber et al. 2021, CV+).
        using var folds = Validations.ByCustomers(input, Fit);
        return (new ValueSettings(), Outcomes(folds, new ValueSettings(), judged: null));
    }

    /// <param name="judged">Where networks are fitted already; elsewhere only one that challenges is worth the time.</param>
    private static Dictionary<string, IReadOnlyList<(double[] Predicted, double[] Actual)>> Outcomes(Validation<ValueFits> validation, ValueSettings settings, ValueFits? judged)
    {
        var models = validation.Fits.ToDictionary(
            fits => fits, fits => fits.Candidates(settings, networks: settings.Network is not null || fits == judged).ToDictionary(model => model.Algorithm, model => model.Expected));
        var outcomes = new Dictionary<string, IReadOnlyList<(double[], double[])>>(StringComparer.Ordinal);
        foreach (var algorithm in models.Values.SelectMany(candidates => candidates.Keys).Distinct())
        {
            var fitted = validation.Where(fits => models[fits].ContainsKey(algorithm));
            if (fitted.Count > 0)
            {
                outcomes[algorithm] =
                [
                    .. fitted.Split(fitted.Predict(fits => models[fits][algorithm]))
                        .Select(window => (window.PerRow.Select(value => Math.Max(0, value)).ToArray(), window.Rows.Revenue.ToArray())),
                ];
            }
        }

        return outcomes;
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

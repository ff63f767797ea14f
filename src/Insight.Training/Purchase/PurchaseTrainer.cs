using System.Text.Json;
using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Export;
using Insight.Training.Gates;

namespace Insight.Training.Purchase;

/// <summary>Trains the model <c>purchase</c>: will they buy again within the horizon, and how often.</summary>
internal static class PurchaseTrainer
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

        var settings = Select(input, cancellationToken);
        if (schedule.Test is not { } testDay || input.RowsAt(testDay) is not { Count: > 0 } test)
        {
            return Unjudged(input, known, cancellationToken);
        }

        using var fits = new PurchaseFits(input, schedule.BeforeTest, test, cancellationToken);
        var models = fits.Candidates(settings);
        var bootstrap = new Bootstrap(test.Count, input.Options.Resamples, input.Options.Seed);
        var predictions = models.Select(model => PurchasePredictions.Of(model, test)).ToList();
        var results = predictions.Select(prediction => prediction.Judge(PurchaseAlgorithms.IsBaseline(prediction.Algorithm) ? "baseline" : "candidate", test, bootstrap, settings.Threshold)).ToList();
        var baselines = predictions.Where(prediction => PurchaseAlgorithms.IsBaseline(prediction.Algorithm)).ToList();
        var challenger = predictions.SingleOrDefault(prediction => prediction.Algorithm == settings.Network) ?? predictions[^1];
        var comparisons = baselines.Select(baseline => challenger.Against(baseline, test, bootstrap)).ToList();
        var rival = Rival(input, testDay, test, predictions, challenger);
        if (rival is not null && input.Champion is { } champion)
        {
            results.Add(rival.Judge("champion", test, bootstrap, settings.Threshold) with { Algorithm = champion.Manifest.Algorithm });
        }

        var verdict = PurchaseAlgorithms.IsBaseline(challenger.Algorithm)
            ? new GateVerdict(input.Champion is null ? GateDecision.BaselinePublished : GateDecision.ChampionKept, "The customers are too few for any model but a baseline.")
            : Gate.Judge(
                challenger.Algorithm, comparisons, rival is null ? null : challenger.Against(rival, test, bootstrap),
                input.Champion?.Manifest.Algorithm == challenger.Algorithm, input.Champion is not null);

        var winner = verdict.Decision == GateDecision.BaselinePublished ? Best(baselines, test).Algorithm : challenger.Algorithm;
        using var latest = testDay == schedule.AsOf ? null : new PurchaseFits(input, schedule.BeforeAsOf, known, cancellationToken);
        var published = latest?.Candidates(settings, networks: winner == settings.Network).SingleOrDefault(model => model.Algorithm == winner);
        var final = published is null ? fits : latest!; // what is published there comes from there

        // Where the latest customers do not determine it any more, what was judged is published as it was judged.
        published ??= models.Single(model => model.Algorithm == winner);
        return new TrainedModel
        {
            Algorithm = winner,
            Basis = PurchaseAlgorithms.IsBaseline(winner) ? "baseline" : "model",
            Onnx = PurchaseExport.Build(published, final.Regular(settings.Regularity), input.HorizonDays, known.Features, input.Options.Seed),
            Explainer = ExplainerExport.Probability(published.Probability, known.Features),
            Candidates = results,
            Verdict = verdict,
            Details = Details(predictions.Single(prediction => prediction.Algorithm == winner), test, settings),
        };
    }

    /// <summary>Everything that is chosen, on time before the test.</summary>
    public static PurchaseSettings Select(TrainingInput input, CancellationToken cancellationToken)
    {
        PurchaseFits Fit(TrainingInput seen, IReadOnlyList<DateOnly> cutoffs, LabelledRows known) => new(seen, cutoffs, known, cancellationToken);
        using var windows = Validations.ByTime(input, Fit);
        if (windows.Count > 0)
        {
            return PurchaseSelection.Choose(input, windows, cancellationToken);
        }

        // Other customers of the same time tell how far to stretch, but not which model to trust: there those that learn most from labels look better than they are later.
        using var folds = Validations.ByCustomers(input, Fit);
        return PurchaseSelection.Calibrate(new PurchaseSettings(), folds);
    }

    /// <summary>Too short a history to hold anything back: BG/NBD or MBG/CNBD-k, which need no labels, else the constant rate.</summary>
    private static TrainedModel Unjudged(TrainingInput input, LabelledRows known, CancellationToken cancellationToken)
    {
        using var fits = new PurchaseFits(input, [], known, cancellationToken);
        var model = fits.Candidates(new PurchaseSettings())[^1];
        return new TrainedModel
        {
            Algorithm = model.Algorithm,
            Basis = "baseline",
            Onnx = PurchaseExport.Build(model, fits.Regular(1), input.HorizonDays, known.Features, input.Options.Seed),
            Explainer = ExplainerExport.Probability(model.Probability, known.Features),
            Candidates = [],
            Verdict = new GateVerdict(
                input.Champion is null ? GateDecision.PublishedUnjudged : GateDecision.ChampionKept,
                $"The history is too short to hold {input.HorizonDays} days back for a test: {model.Algorithm}, which needs no labels, stands in as a baseline."),
        };
    }

    /// <summary>
    /// The champion's answers on the test. One that was fitted on labels inside the test window has seen the answers; its recipe, fitted here without them,
    /// takes its place. Null when nothing is to be challenged, or nothing comparable is.
    /// </summary>
    private static PurchasePredictions? Rival(TrainingInput input, DateOnly testDay, LabelledRows test, List<PurchasePredictions> predictions, PurchasePredictions challenger)
    {
        if (input.Champion is not { } champion || !champion.IsComparable(input.HorizonDays))
        {
            return null;
        }

        return champion.KnowsNothingAfter(input.Shop, testDay)
            ? PurchasePredictions.Of(champion, test)
            : predictions.SingleOrDefault(prediction => prediction.Algorithm == champion.Manifest.Algorithm && prediction.Algorithm != challenger.Algorithm);
    }

    private static PurchasePredictions Best(List<PurchasePredictions> baselines, LabelledRows test)
    {
        var bought = test.Bought();
        return baselines.MinBy(baseline => Errors.LogLoss(baseline.Probability, bought).Average())!; // the constant rate is always there
    }

    private static Dictionary<string, JsonElement> Details(PurchasePredictions winner, LabelledRows test, PurchaseSettings settings)
    {
        double[] bought = [.. test.Bought().Select(b => b ? 1.0 : 0.0)];
        return new Dictionary<string, JsonElement>
        {
            ["calibration"] = JsonSerializer.SerializeToElement(
                Bin.ByPrediction(winner.Probability, bought, 10).Select(bin => new { bin.Predicted, Observed = bin.Actual, bin.Count }), Json),
            ["trueVsPredicted"] = JsonSerializer.SerializeToElement(Bin.ByPrediction(winner.Orders, test.Orders.ToArray(), 10), Json),
            ["settings"] = JsonSerializer.SerializeToElement(settings, Json),
        };
    }
}

using System.Globalization;
using System.Text.Json;
using Insight.Scoring;
using Insight.Training.Gates;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Recommendations;

/// <summary>Trains the model <c>recommendations</c>: what will they want next.</summary>
internal static class RecommendationTrainer
{
    /// <summary>Fewer histories with something after them, in the validation or in the test, judge nothing; popularity within categories and stock, which needs no model, answers then.</summary>
    public const int LeastExamples = 50;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static TrainedModel Train(RecommendationInput input, CancellationToken cancellationToken)
    {
        if (input.Log.Sequences == 0)
        {
            return TrainedModel.None("The lake holds no order and no event that names a product.");
        }

        var split = RankingSplit.Of(input.Log, input.Options.Seed);
        if (split.Validation.Count < LeastExamples || split.Test.Count < LeastExamples)
        {
            return TrainedModel.None(
                $"{split.Validation.Count} and {split.Test.Count} histories have something after them to judge by ({split.Told}); at least {LeastExamples} each are needed. Until then what is popular is recommended.");
        }

        var fits = RecommenderFits.Choose(split.BeforeValidation, split.Validation, split.Repeats, Start(input.Champion), input.Options, new Deadline(input.Time, input.SearchTime), cancellationToken: cancellationToken);
        var judge = new RankingJudge(split.Test, split.BeforeTest, input.Options.Resamples, input.Options.Seed);
        var ranked = new Dictionary<string, RankedExample[]>(StringComparer.Ordinal);
        foreach (var recommender in fits.Fit(split.BeforeTest, cancellationToken))
        {
            ranked[recommender.Algorithm] = judge.Rank(recommender, cancellationToken);
        }

        var results = ranked.Select(pair => judge.Judge(pair.Key, RecommendationAlgorithms.IsBaseline(pair.Key) ? "baseline" : "candidate", pair.Value)).ToList();
        var verdict = Judge(input.Champion, fits.Best, ranked, judge);
        var baseline = ranked.Where(pair => RecommendationAlgorithms.IsBaseline(pair.Key)).MaxBy(pair => pair.Value.Average(r => r.Targets.Ndcg(RankingMetrics.Selection))).Key;
        var winner = verdict.Decision == GateDecision.BaselinePublished && !RecommendationAlgorithms.IsBaseline(fits.Best) ? baseline : fits.Best;
        var exported = ExportedRecommender.Of(fits.Fit(winner, input.Log, cancellationToken), input.Log, split, cancellationToken);
        return new TrainedModel
        {
            Algorithm = winner,
            Basis = exported.Basis,
            Onnx = exported.Onnx,
            Explainer = exported.Index,
            Candidates = results,
            Verdict = verdict with { Reason = string.Join(' ', [verdict.Reason, $"Judged by what came next, all products ranked: {split.Told}.", .. fits.Notes, .. LeftOut(input.Log)]) },
            Details = new Dictionary<string, JsonElement>(exported.Details)
            {
                ["settings"] = JsonSerializer.SerializeToElement(fits.Settings, Json),
                ["products"] = JsonSerializer.SerializeToElement(input.Log.Products),
                ["interactions"] = JsonSerializer.SerializeToElement(input.Log.Interactions),
            },
        };
    }

    private static string[] LeftOut(InteractionLog log) => log.LeftOut == 0 ? [] : [$"Interactions without a time, {log.LeftOut.ToString("#,0", CultureInfo.InvariantCulture)}, were left out."];

    private static GateVerdict Judge(Champion? champion, string best, Dictionary<string, RankedExample[]> ranked, RankingJudge judge)
    {
        // A baseline is not defended against a newer one, which knows the products that came since.
        var defended = champion is not null && champion.Manifest.Basis != Bases.Baseline;
        if (RecommendationAlgorithms.IsBaseline(best))
        {
            return new GateVerdict(
                defended ? GateDecision.ChampionKept : GateDecision.BaselinePublished,
                $"{best} ranked the validation best: nothing learned from sequences is better yet.");
        }

        if (defended && champion!.Manifest.Algorithm is var serving && serving != best && !ranked.ContainsKey(serving)) // who is defended is there
        {
            return new GateVerdict(GateDecision.ChampionKept, $"{serving}, which serves, was not fitted this time (too little time, or too little data), so {best} could not be held against it: the champion goes on serving.");
        }

        // A champion that knew later time would have seen the answers: its recipe, fitted here without them, takes its place.
        var rival = champion?.Manifest.Algorithm is { } algorithm && algorithm != best ? ranked.GetValueOrDefault(algorithm) : null;
        var baselines = ranked.Where(pair => RecommendationAlgorithms.IsBaseline(pair.Key)).Select(pair => judge.Compare(pair.Key, ranked[best], pair.Value)).ToList();
        return Gate.Judge(
            best, baselines, rival is null ? null : judge.Compare(champion!.Manifest.Algorithm, ranked[best], rival), champion?.Manifest.Algorithm == best, // a rival is a champion's
            championServes: defended || (champion is not null && baselines.All(baseline => baseline.IsWon)));
    }

    private static ItemToItemSettings Start(Champion? champion)
    {
        try
        {
            return champion is not null && champion.Manifest.Details.TryGetValue("settings", out var settings) && settings.TryGetProperty(RecommendationAlgorithms.ItemToItem, out var known)
                ? known.Deserialize<ItemToItemSettings>(Json) ?? new ItemToItemSettings()
                : new ItemToItemSettings();
        }
        catch (JsonException)
        {
            return new ItemToItemSettings();
        }
    }
}

using Insight.Registry;
using Insight.Training;
using Insight.Training.Gates;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Evaluation.Recommendations;

/// <summary>Every recommender on the test, with one seed in full and with others in short.</summary>
internal sealed record RecommendationTrial
{
    public required InteractionLog Log { get; init; }

    public required RankingSplit Split { get; init; }

    /// <summary>The one that the validation chose.</summary>
    public required string Best { get; init; }

    public required IReadOnlyList<CandidateResult> Candidates { get; init; }

    /// <summary>The best against each other.</summary>
    public required IReadOnlyList<Comparison> Comparisons { get; init; }

    public required IReadOnlyDictionary<string, RankedExample[]> Ranked { get; init; }

    /// <summary>By seed and algorithm the <see cref="Figures"/>.</summary>
    public required IReadOnlyList<(int Seed, string Algorithm, double[] Values)> Seeds { get; init; }

    public required IReadOnlyDictionary<string, object> Settings { get; init; }

    /// <summary>What is to be said of the choice.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The one that the validation chose, as it would be published; where a running LocalHost is to be asked.</summary>
    public ExportedRecommender? Exported { get; init; }

    /// <summary>What the first seed took from the choice of settings to the last recommender fitted.</summary>
    public required TimeSpan Training { get; init; }

    /// <summary>HR@10, NDCG@10, HR@20, MRR@20.</summary>
    public static double[] Figures(IReadOnlyList<RankedTargets> ranked) =>
        [ranked.Average(r => r.Hit(10)), ranked.Average(r => r.Ndcg(10)), ranked.Average(r => r.Hit(20)), ranked.Average(r => r.ReciprocalRank(20))];

    public static RecommendationTrial Run(RecommendationArguments arguments, InteractionLog log, IReadOnlyList<RankingExample>? test)
    {
        var seeds = new List<(int, string, double[])>();
        RecommendationTrial? first = null;
        for (var seed = 1; seed <= arguments.Seeds; seed++)
        {
            var split = RankingSplit.Of(log, seed, most: int.MaxValue);
            if (test is not null)
            {
                split = split with { BeforeTest = log, Test = test, Told = split.Told + "; the test is a file" };
            }

            Console.WriteLine($"Seed {seed}: {split.Validation.Count:#,0} histories choose, {split.Test.Count:#,0} judge …");
            var started = TimeProvider.System.GetTimestamp();
            var options = new TrainingOptions { Seed = seed };
            var fits = RecommenderFits.Choose(
                split.BeforeValidation, split.Validation.Take(10_000).ToList(), split.Repeats, new ItemToItemSettings(), options, new Deadline(TimeProvider.System, TimeSpan.FromMinutes(arguments.Minutes)), Tell, default);
            var fitted = fits.Fit(split.BeforeTest, default);
            var training = TimeProvider.System.GetElapsedTime(started);
            Tell("fitted to all before the test");
            var judge = new RankingJudge(split.Test, split.BeforeTest, seed == 1 ? arguments.Resamples : 2, seed);
            var ranked = fitted.ToDictionary(recommender => recommender.Algorithm, recommender => judge.Rank(recommender, default), StringComparer.Ordinal);
            foreach (var (algorithm, examples) in ranked)
            {
                seeds.Add((seed, algorithm, Figures([.. examples.Select(example => example.Targets)])));
                Console.WriteLine(FormattableString.Invariant($"  {algorithm,-15} HR@10 {seeds[^1].Item3[0]:0.0000}  NDCG@10 {seeds[^1].Item3[1]:0.0000}  HR@20 {seeds[^1].Item3[2]:0.0000}  MRR@20 {seeds[^1].Item3[3]:0.0000}"));
            }

            first ??= new RecommendationTrial
            {
                Log = log,
                Split = split,
                Best = fits.Best,
                Candidates = [.. ranked.Select(pair => judge.Judge(pair.Key, RecommendationAlgorithms.IsBaseline(pair.Key) ? "baseline" : "candidate", pair.Value))],
                Comparisons = [.. ranked.Where(pair => pair.Key != fits.Best).Select(pair => judge.Compare(pair.Key, ranked[fits.Best], pair.Value))],
                Ranked = ranked,
                Settings = fits.Settings,
                Notes = fits.Notes,
                Exported = arguments.Http ? ExportedRecommender.Of(fitted.Single(recommender => recommender.Algorithm == fits.Best), split.BeforeTest, split, default) : null,
                Training = training,
                Seeds = seeds,
            };

            void Tell(string text) => Console.WriteLine(FormattableString.Invariant($"  {TimeProvider.System.GetElapsedTime(started).TotalSeconds,6:0.0} s  {text}"));
        }

        return first ?? throw new ArgumentException("At least one seed is needed.", nameof(arguments));
    }
}

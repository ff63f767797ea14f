using Insight.Registry;
using Insight.Training.Evaluation;
using Insight.Training.Gates;
using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations.Ranking;

/// <summary>Figures of recommenders on the same examples, with intervals over owners.</summary>
internal sealed class RankingJudge(IReadOnlyList<RankingExample> examples, InteractionLog known, int resamples, int seed)
{
    private readonly Bootstrap _bootstrap = new([.. examples.Select(example => example.Owner)], resamples, seed);
    private readonly int[] _counts = known.Counts();
    private readonly long _interactions = known.Interactions;

    public RankedExample[] Rank(IRecommender recommender, CancellationToken cancellationToken) => RankingMetrics.Rank(recommender, known.Products, examples, cancellationToken);

    public CandidateResult Judge(string algorithm, string role, RankedExample[] ranked) => new()
    {
        Algorithm = algorithm,
        Role = role,
        Metrics = Metrics.Defined(new Dictionary<string, MetricValue>
        {
            ["hitRate10"] = Mean(ranked, r => r.Hit(10)),
            ["ndcg10"] = Mean(ranked, r => r.Ndcg(10)),
            ["hitRate20"] = Mean(ranked, r => r.Hit(20)),
            ["ndcg20"] = Mean(ranked, r => r.Ndcg(20)),
            ["reciprocalRank20"] = Mean(ranked, r => r.ReciprocalRank(20)),
            ["recall20"] = Mean(ranked, r => r.Recall(20)),
            ["productCoverage"] = new(RankingMetrics.Coverage(ranked, known.Products)),
            ["novelty"] = new(Novelty(ranked)),
            ["examples"] = new(examples.Count),
        }),
    };

    /// <summary>How much better the challenger ranks, example by example.</summary>
    public Comparison Compare(string against, RankedExample[] challenger, RankedExample[] other) => new(against,
        [("NDCG@20", _bootstrap.MeanDifference([.. challenger.Select(r => r.Targets.Ndcg(RankingMetrics.Selection))], [.. other.Select(r => r.Targets.Ndcg(RankingMetrics.Selection))]))]);

    private MetricValue Mean(RankedExample[] ranked, Func<RankedTargets, double> figure) => _bootstrap.Mean([.. ranked.Select(r => figure(r.Targets))]);

    private double Novelty(RankedExample[] ranked) =>
        ranked.Select(example => RankingMetrics.Novelty(example, _counts, _interactions)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}

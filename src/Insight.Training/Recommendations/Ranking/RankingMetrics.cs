using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations.Ranking;

/// <summary>Judges a recommender on examples, all products ranked.</summary>
internal static class RankingMetrics
{
    /// <summary>NDCG of so many decides between candidates and settings.</summary>
    public const int Selection = 20;

    /// <summary>Where the targets of each example stand.</summary>
    public static RankedTargets[] Rank(IRecommender recommender, int products, IReadOnlyList<RankingExample> examples, CancellationToken cancellationToken = default)
    {
        using var session = new RecommenderSession(recommender, products);
        var ranked = new RankedTargets[examples.Count];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, examples.Count, parallel, () => new float[products], (i, _, scores) =>
        {
            session.Score(examples[i].History, scores);
            ranked[i] = RankedTargets.Of(scores, examples[i].Targets, examples[i].Excluded);
            return scores;
        }, _ => { });
        return ranked;
    }
}

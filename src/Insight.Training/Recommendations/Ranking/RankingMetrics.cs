using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations.Ranking;

/// <summary>Judges a recommender on examples, all products ranked.</summary>
internal static class RankingMetrics
{
    /// <summary>NDCG of so many decides between candidates and settings.</summary>
    public const int Selection = 20;

    /// <summary>Products whose variety is looked at.</summary>
    public const int Shown = 10;

    /// <summary>Where the targets of each example stand, and what stands first.</summary>
    public static RankedExample[] Rank(IRecommender recommender, int products, IReadOnlyList<RankingExample> examples, CancellationToken cancellationToken = default)
    {
        using var session = new RecommenderSession(recommender, products);
        var ranked = new RankedExample[examples.Count];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, examples.Count, parallel, () => new float[products], (i, _, scores) =>
        {
            session.Score(examples[i].History, scores);
            var places = RankedTargets.PlacesOf(scores, examples[i].Targets, examples[i].Excluded);
            ranked[i] = new RankedExample(RankedTargets.Of(places), TopOf(scores, Shown), places);
            return scores;
        }, _ => { });
        return ranked;
    }

    /// <summary>The best of those with a score above 0, the best first.</summary>
    public static int[] TopOf(ReadOnlySpan<float> scores, int count)
    {
        var queue = new PriorityQueue<int, float>(count + 1);
        for (var product = 0; product < scores.Length; product++)
        {
            if (scores[product] > 0 && (queue.Count < count || (queue.TryPeek(out _, out var least) && scores[product] > least)))
            {
                queue.Enqueue(product, scores[product]);
                if (queue.Count > count)
                {
                    queue.Dequeue();
                }
            }
        }

        var top = new int[queue.Count];
        for (var i = top.Length - 1; i >= 0; i--)
        {
            top[i] = queue.Dequeue();
        }

        return top;
    }

    /// <summary>Share of the products that anybody is shown.</summary>
    public static double Coverage(IReadOnlyList<RankedExample> ranked, int products) => products == 0 ? 0 : (double)ranked.SelectMany(example => example.Top).Distinct().Count() / products;

    /// <summary>Mean of −log₂ of the share of interactions that a shown product has, in bits: how little known it is (Zhou et al. 2010).</summary>
    /// <param name="counts">Interactions of each product; half of one where there are none.</param>
    public static double Novelty(RankedExample example, int[] counts, long interactions) =>
        example.Top.Length == 0 ? double.NaN : example.Top.Average(product => -Math.Log2(Math.Max(counts[product], 0.5) / Math.Max(1, interactions)));
}

namespace Insight.Training.Recommendations.Ranking;

/// <summary>
/// Where the products that came next stand among all products, for one example. Products of equal score share the mean of their places, so that a recommender that knows nothing gains nothing from the order of
/// the products.
/// </summary>
/// <param name="Ranks">One per target, ascending, from 1; halves where scores tie.</param>
internal readonly record struct RankedTargets(double[] Ranks)
{
    /// <param name="scores">Of all products; those excluded are overwritten.</param>
    public static RankedTargets Of(Span<float> scores, ReadOnlySpan<int> targets, ReadOnlySpan<int> excluded)
    {
        foreach (var product in excluded)
        {
            scores[product] = float.NegativeInfinity;
        }

        var ranks = new double[targets.Length];
        for (var t = 0; t < ranks.Length; t++)
        {
            var score = scores[targets[t]];
            int above = 0, equal = 0;
            foreach (var other in scores)
            {
                above += other > score ? 1 : 0;
                equal += other == score ? 1 : 0;
            }

            ranks[t] = above + ((equal + 1) / 2.0);
        }

        Array.Sort(ranks);
        return new RankedTargets(ranks);
    }

    /// <summary>1 when a target is among the first k: HR@k; P@k as the literature on sessions calls it.</summary>
    public double Hit(int k) => Ranks.Length > 0 && Ranks[0] <= k ? 1 : 0;

    /// <summary>Share of the targets that are among the first k.</summary>
    public double Recall(int k) => Ranks.Length == 0 ? 0 : (double)Ranks.Count(rank => rank <= k) / Ranks.Length;

    /// <summary>1 / rank of the first target, 0 beyond k.</summary>
    public double ReciprocalRank(int k) => Hit(k) > 0 ? 1 / Ranks[0] : 0;

    /// <summary>Σ 1 / log₂(1 + rank) of the targets among the first k, over what the best order would give (Järvelin &amp; Kekäläinen 2002).</summary>
    public double Ndcg(int k)
    {
        double gain = 0, best = 0;
        for (var i = 0; i < Ranks.Length; i++)
        {
            gain += Ranks[i] <= k ? 1 / Math.Log2(1 + Ranks[i]) : 0;
            best += i < k ? 1 / Math.Log2(2 + i) : 0;
        }

        return best > 0 ? gain / best : 0;
    }
}

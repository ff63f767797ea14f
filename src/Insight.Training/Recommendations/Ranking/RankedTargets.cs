namespace Insight.Training.Recommendations.Ranking;

/// <summary>
/// Where the products that came next stand among all products, for one example. Products of equal score share the mean of their places, so that a recommender that knows nothing gains nothing from the order of
/// the products.
/// </summary>
/// <param name="Ranks">One per target, ascending, from 1; halves where scores tie.</param>
internal readonly record struct RankedTargets(double[] Ranks)
{
    /// <inheritdoc cref="PlacesOf"/>
    public static RankedTargets Of(Span<float> scores, ReadOnlySpan<int> targets, ReadOnlySpan<int> excluded) => Of(PlacesOf(scores, targets, excluded));

    /// <param name="places">Of the targets, in any order.</param>
    public static RankedTargets Of(double[] places) => new([.. places.Order()]);

    /// <summary>The rank of each target, in their order.</summary>
    /// <param name="scores">Of all products; those excluded are overwritten, and so are those that are no numbers: they stand last.</param>
    public static double[] PlacesOf(Span<float> scores, ReadOnlySpan<int> targets, ReadOnlySpan<int> excluded)
    {
        foreach (var product in excluded)
        {
            scores[product] = float.NegativeInfinity;
        }

        foreach (ref var score in scores)
        {
            score = float.IsNaN(score) ? float.NegativeInfinity : score;
        }

        var wanted = new float[targets.Length];
        for (var t = 0; t < wanted.Length; t++)
        {
            wanted[t] = scores[targets[t]];
        }

        var rankOf = RanksOf(scores, [.. wanted.Distinct().Order()]);
        return Array.ConvertAll(wanted, score => rankOf[score]);
    }

    /// <summary>The rank of each level. Every score is looked up among the levels, so that a basket of a thousand products is ranked hardly slower than one.</summary>
    /// <param name="levels">Different scores, ascending.</param>
    public static Dictionary<float, double> RanksOf(ReadOnlySpan<float> scores, float[] levels)
    {
        // below[k]: scores under level k that are not under the level before it; the last one counts what is above all levels.
        var (equal, below) = (new int[levels.Length], new int[levels.Length + 1]);
        foreach (var score in scores)
        {
            int low = 0, high = levels.Length;
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = levels[middle] < score ? (middle + 1, high) : (low, middle);
            }

            (low < levels.Length && levels[low] == score ? equal : below)[low]++;
        }

        var ranks = new Dictionary<float, double>(levels.Length);
        var above = 0;
        for (var k = levels.Length - 1; k >= 0; k--)
        {
            above += below[k + 1];
            ranks[levels[k]] = above + ((equal[k] + 1) / 2.0);
            above += equal[k];
        }

        return ranks;
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

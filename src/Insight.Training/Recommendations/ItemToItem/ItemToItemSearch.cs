using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Recommendations.ItemToItem;

/// <summary>Goes through the settings one after the other, each with its short list, and keeps what ranks the validation best; twice, since they depend on each other.</summary>
internal sealed class ItemToItemSearch(InteractionLog log, IReadOnlyList<RankingExample> validation)
{
    private const int Passes = 2;

    private readonly Dictionary<ItemToItemSettings, double> _known = [];

    /// <param name="start">Where the search begins: the champion's settings, or the defaults.</param>
    /// <param name="goOn">Asked before each trial: false when time is over. The best so far is taken then.</param>
    /// <param name="tried">Told of every trial with its NDCG.</param>
    public ItemToItemSettings Run(ItemToItemSettings start, Func<bool> goOn, Action<ItemToItemSettings, double>? tried = null, CancellationToken cancellationToken = default)
    {
        var best = start;
        var score = Judge(best, tried, cancellationToken);
        for (var pass = 0; pass < Passes; pass++)
        {
            var before = score;
            foreach (var change in Changes())
            {
                foreach (var next in change(best))
                {
                    if (!goOn())
                    {
                        return best;
                    }

                    if (Judge(next, tried, cancellationToken) is var found && found > score)
                    {
                        (best, score) = (next, found);
                    }
                }
            }

            if (score <= before)
            {
                break;
            }
        }

        return best;
    }

    private IEnumerable<Func<ItemToItemSettings, IEnumerable<ItemToItemSettings>>> Changes()
    {
        yield return s => Over([0.0, 0.5, 1, 1.5, 2.5], value => s with { RecencyPower = value });
        yield return s => Over([0.0, 0.15, 0.3, 0.5, 0.7, 1], value => s with { TargetPower = value });
        yield return s => Over([0.0, 0.25, 0.5, 0.75, 1], value => s with { SourcePower = value });
        yield return s => Over([0.0, 0.2, 0.5, 0.8, 1], value => s with { BackwardShare = value });
        yield return s => Over([0.0, 0.5, 1, 1.5], value => s with { DistancePower = value });
        yield return s => Over([0.0, 0.5, 1], value => s with { LengthPower = value });
        yield return s => Over([0.0, 2, 5, 20], value => s with { Shrinkage = value });
        yield return s => Over([3, 10, 20, 50], value => s with { Window = value });
        yield return s => Over([50, 100, 200, 400], value => s with { Neighbours = value });
        if (log.HasClock)
        {
            yield return s => Over<double?>([7, 30, 90, 365, null], value => s with { HalfLifeDays = value });
            yield return s => Over([0.0, 0.3, 1], value => s with { SameMoment = value });
            yield return s => Over([0.1, 0.3, 0.6, 1], value => s with { AcrossVisits = value });
        }
    }

    private static IEnumerable<ItemToItemSettings> Over<T>(T[] values, Func<T, ItemToItemSettings> with) => values.Select(with);

    private double Judge(ItemToItemSettings settings, Action<ItemToItemSettings, double>? tried, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(settings, out var known))
        {
            return known;
        }

        var recommender = ItemToItemRecommender.Fit(log, settings, cancellationToken);
        var sums = new float[log.Products];
        var touched = new List<int>();
        double total = 0;
        foreach (var example in validation)
        {
            recommender.Add(example.History, sums, touched);
            foreach (var product in example.Excluded)
            {
                sums[product] = 0;
            }

            total += Ndcg(sums, touched, example.Targets);
            touched.ForEach(product => sums[product] = 0);
            touched.Clear();
        }

        _known[settings] = total / validation.Count;
        tried?.Invoke(settings, _known[settings]);
        return _known[settings];
    }

    /// <summary>NDCG@20 among the products with a score, as those are judged in the end (<see cref="RankedTargets"/>): products without one stand behind all of them.</summary>
    private static double Ndcg(float[] sums, List<int> touched, int[] targets)
    {
        float[] wanted = [.. targets.Select(target => sums[target]).Where(sum => sum > 0)];
        var rankOf = RankedTargets.RanksOf([.. touched.Select(product => sums[product])], [.. wanted.Distinct().Order()]);
        double[] ranks = [.. wanted.Select(sum => rankOf[sum]).Order()];
        return ranks.Length == 0 ? 0 : new RankedTargets(ranks).Ndcg(RankingMetrics.Selection) * Ideal(ranks.Length) / Ideal(targets.Length);
    }

    private static double Ideal(int targets) => Enumerable.Range(0, Math.Min(targets, RankingMetrics.Selection)).Sum(i => 1 / Math.Log2(2 + i));
}

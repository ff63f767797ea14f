using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Recommendations.Blend;

/// <summary>
/// Weights of a blend that rank the validation best. Of each example only the products are kept that some recommender puts forward, and the targets, so that thousands of weights can be tried.
/// </summary>
internal sealed class BlendSearch
{
    /// <summary>Products that each recommender puts forward.</summary>
    private const int Forward = 60;

    private const int Passes = 3;

    private static readonly double[] Tried = [0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2.5, 5];

    private readonly int _recommenders;
    private readonly (float[][] Scores, int Targets)[] _examples;

    /// <summary>Asks each recommender about each example once.</summary>
    public BlendSearch(IReadOnlyList<IRecommender> recommenders, int products, IReadOnlyList<RankingExample> validation, CancellationToken cancellationToken)
    {
        _recommenders = recommenders.Count;
        _examples = new (float[][], int)[validation.Count];
        var sessions = recommenders.Select(recommender => new RecommenderSession(recommender, products)).ToList();
        try
        {
            var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.For(0, validation.Count, parallel, () => sessions.Select(_ => new float[products]).ToArray(), (i, _, scores) =>
            {
                _examples[i] = Ask(sessions, validation[i], scores);
                return scores;
            }, _ => { });
        }
        finally
        {
            sessions.ForEach(session => session.Dispose());
        }
    }

    /// <summary>Weights that sum to 1; those of recommenders that add nothing are 0.</summary>
    public double[] Run()
    {
        var best = Enumerable.Range(0, _recommenders).Select(only => Enumerable.Range(0, _recommenders).Select(i => i == only ? 1.0 : 0).ToArray()).MaxBy(Judge)!; // there is at least one
        var score = Judge(best);
        for (var pass = 0; pass < Passes; pass++)
        {
            var before = score;
            for (var i = 0; i < _recommenders; i++)
            {
                foreach (var weight in Tried)
                {
                    var next = best.ToArray();
                    next[i] = weight;
                    if (next.Sum() > 0 && Judge(next) is var found && found > score)
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

        var sum = best.Sum();
        return [.. best.Select(weight => weight / sum)];
    }

    private static (float[][] Scores, int Targets) Ask(List<RecommenderSession> sessions, RankingExample example, float[][] scores)
    {
        var chosen = new HashSet<int>();
        for (var r = 0; r < scores.Length; r++)
        {
            sessions[r].Score(example.History, scores[r]);
            foreach (var product in example.Excluded)
            {
                scores[r][product] = -1;
            }

            chosen.UnionWith(RankingMetrics.TopOf(scores[r], Forward));
        }

        chosen.ExceptWith(example.Targets);
        int[] all = [.. example.Targets, .. chosen];
        return ([.. scores.Select(row => all.Select(product => Math.Max(row[product], 0)).ToArray())], example.Targets.Length);
    }

    /// <summary>Mean NDCG of the blend with these weights.</summary>
    private double Judge(double[] weights)
    {
        var sums = new double[_examples.Length];
        Parallel.For(0, _examples.Length, i => sums[i] = Ndcg(_examples[i].Scores, _examples[i].Targets, weights));
        return sums.Average();
    }

    private static double Ndcg(float[][] scores, int targets, double[] weights)
    {
        var blended = new double[scores[0].Length];
        for (var r = 0; r < weights.Length; r++)
        {
            for (var i = 0; weights[r] > 0 && i < blended.Length; i++)
            {
                blended[i] += weights[r] * scores[r][i];
            }
        }

        var ranks = new double[targets];
        for (var t = 0; t < targets; t++)
        {
            int above = 0, equal = 0;
            foreach (var other in blended)
            {
                above += other > blended[t] ? 1 : 0;
                equal += other == blended[t] ? 1 : 0;
            }

            // What nobody scores stands behind everything that somebody does.
            ranks[t] = blended[t] > 0 ? above + ((equal + 1) / 2.0) : double.PositiveInfinity;
        }

        Array.Sort(ranks);
        return new RankedTargets(ranks).Ndcg(RankingMetrics.Selection);
    }
}

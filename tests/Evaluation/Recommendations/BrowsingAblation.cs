using Insight.Registry;
using Insight.Training.Evaluation;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Evaluation.Recommendations;

/// <summary>
/// What browsing is worth: the same purchases are guessed from everything that was known before them and from the purchases alone, by what each validation chose. Who had bought nothing is, without browsing,
/// nobody the model knows, and so is answered with what is popular, as by the product.
/// </summary>
internal sealed record BrowsingAblation
{
    private static readonly (string Name, Func<RankedTargets, double> Of)[] Figures = [("NDCG@20", r => r.Ndcg(20)), ("HR@10", r => r.Hit(10))];

    /// <summary>The recommender that knows browsing.</summary>
    public required string With { get; init; }

    /// <summary>The one that does not.</summary>
    public required string Without { get; init; }

    /// <summary>By who was asked about and figure: orders, with browsing, without, and the paired difference.</summary>
    public required IReadOnlyList<(string Who, int Orders, string Figure, double With, double Without, MetricValue Difference)> Rows { get; init; }

    /// <exception cref="ArgumentException">The data have no purchases or no browsing, or name no owner of a history.</exception>
    public static BrowsingAblation Run(RecommendationArguments arguments, InteractionLog log, RankingSplit split)
    {
        if (split.BeforeTest.Sequences != log.Sequences)
        {
            throw new ArgumentException($"{arguments.DataSet} consists of sessions, of which nobody's purchases are known.", nameof(arguments));
        }

        var purchases = BrowsingArm.Purchases(log);
        if (purchases.Interactions == 0 || purchases.Interactions == log.Interactions)
        {
            throw new ArgumentException($"{arguments.DataSet} has {purchases.Interactions} purchases among {log.Interactions} interactions; expected purchases and browsing.", nameof(arguments));
        }

        FirstOrders validation = new(split.BeforeValidation, split.BeforeTest), test = new(split.BeforeTest, log);
        BrowsingArm with = BrowsingArm.Run(log, log, split, validation, test, arguments), without = BrowsingArm.Run(log, purchases, split, validation, test, arguments);
        var rows = new List<(string, int, string, double, double, MetricValue)>();
        foreach (var (who, indexes) in new (string, int[])[]
            {
                ("all", [.. without.Examples.Select((_, i) => i)]),
                ("had bought before", [.. Where(example => example.History.Length > 0)]),
                ("had only looked around", [.. Where(example => example.History.Length == 0)]),
            })
        {
            var bootstrap = new Bootstrap([.. indexes.Select(i => with.Examples[i].Owner)], arguments.Resamples, 1);
            foreach (var (name, of) in Figures)
            {
                double[] a = [.. indexes.Select(i => of(with.Ranked[i]))], b = [.. indexes.Select(i => of(without.Ranked[i]))];
                if (indexes.Length > 0)
                {
                    rows.Add((who, indexes.Length, name, a.Average(), b.Average(), bootstrap.MeanDifference(a, b)));
                }
            }
        }

        return new BrowsingAblation { With = with.Best, Without = without.Best, Rows = rows };

        IEnumerable<int> Where(Predicate<RankingExample> isIt) => Enumerable.Range(0, without.Examples.Count).Where(i => isIt(without.Examples[i]));
    }
}

using Insight.Registry;
using Insight.Training;
using Insight.Training.Evaluation;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Evaluation.Recommendations;

/// <summary>
/// What browsing is worth: the same purchases are guessed from everything that was known before them and from the purchases alone, by what each validation chose. Who had bought nothing is, without browsing,
/// nobody the model knows, and so is answered with what is popular, as by the product.
/// </summary>
internal sealed record BrowsingAblation
{
    private static readonly (string Name, Func<RankedTargets, double> Of)[] Figures = [("NDCG@20", r => r.Ndcg(20)), ("HR@10", r => r.Hit(10))];

    public required string With { get; init; }

    public required string Without { get; init; }

    /// <summary>By who was asked about and figure: histories, with browsing, without, and the paired difference.</summary>
    public required IReadOnlyList<(string Who, int Histories, string Figure, double With, double Without, MetricValue Difference)> Rows { get; init; }

    /// <exception cref="ArgumentException">The data have no purchases or no browsing, or name no owner of a history.</exception>
    public static BrowsingAblation Run(RecommendationArguments arguments, InteractionLog log, RankingSplit split)
    {
        if (split.BeforeTest.Sequences != log.Sequences)
        {
            throw new ArgumentException($"{arguments.DataSet} consists of sessions, of which nobody's purchases are known.", nameof(arguments));
        }

        var purchases = Purchases(log);
        if (purchases.Interactions == 0 || purchases.Interactions == log.Interactions)
        {
            throw new ArgumentException($"{arguments.DataSet} has {purchases.Interactions} purchases among {log.Interactions} interactions; expected purchases and browsing.", nameof(arguments));
        }

        Orders validation = new(split.BeforeValidation, split.BeforeTest), test = new(split.BeforeTest, log);
        Arm with = Arm.Run(log, log, split, validation, test, arguments), without = Arm.Run(log, purchases, split, validation, test, arguments);
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

    /// <summary>What was bought, of the same products and owners.</summary>
    private static InteractionLog Purchases(InteractionLog log)
    {
        List<int> starts = [], ends = [], products = [], visits = [];
        List<float> days = [], weights = [];
        for (var i = 0; i < log.Sequences; i++)
        {
            starts.Add(products.Count);
            for (var k = 0; k < log.LengthOf(i); k++)
            {
                if (log.WeightsOf(i)[k] >= InteractionLog.Purchase)
                {
                    products.Add(log.ProductsOf(i)[k]);
                    days.Add(log.DaysOf(i)[k]);
                    weights.Add(log.WeightsOf(i)[k]);
                    visits.Add(log.VisitsOf(i)[k]);
                }
            }

            ends.Add(products.Count);
        }

        return new InteractionLog(log.Ids, log.HasClock, log.Owners, [.. starts], [.. ends], [.. products], [.. days], [.. weights], [.. visits]);
    }

    /// <summary>The first order of everybody that is in the later log and not in the earlier one, where something was known of them: the places of its steps.</summary>
    private sealed class Orders
    {
        public Orders(InteractionLog earlier, InteractionLog later)
        {
            for (var i = 0; i < later.Sequences; i++)
            {
                var (start, length) = (earlier.LengthOf(i), later.LengthOf(i));
                while (start < length && later.WeightsOf(i)[start] < InteractionLog.Purchase)
                {
                    start++;
                }

                var end = start;
                while (end < length && later.WeightsOf(i)[end] >= InteractionLog.Purchase && later.VisitsOf(i)[end] == later.VisitsOf(i)[start] && later.DaysOf(i)[end] == later.DaysOf(i)[start])
                {
                    end++;
                }

                if (start > 0 && end > start)
                {
                    All.Add((i, start, end));
                }
            }
        }

        public List<(int Sequence, int Start, int End)> All { get; } = [];

        /// <param name="log">Everything.</param>
        /// <param name="known">Everything, or the purchases in it: what histories are made of.</param>
        /// <param name="repeats">Otherwise what was bought before is no answer.</param>
        public List<RankingExample> Examples(InteractionLog log, InteractionLog known, bool repeats)
        {
            var examples = new List<RankingExample>();
            foreach (var (i, start, end) in All)
            {
                int[] bought = [.. Enumerable.Range(0, start).Where(k => log.WeightsOf(i)[k] >= InteractionLog.Purchase).Select(k => log.ProductsOf(i)[k])];
                int[] excluded = repeats ? [] : [.. bought.Distinct()];
                int[] targets = [.. log.ProductsOf(i)[start..end].ToArray().Distinct().Except(excluded)];
                if (targets.Length > 0)
                {
                    examples.Add(new RankingExample(log.Owners[i], known.HistoryOf(i, known == log ? start : bought.Length, log.DaysOf(i)[start]), targets, excluded));
                }
            }

            return examples;
        }
    }

    /// <summary>What one kind of history comes to.</summary>
    private sealed record Arm(string Best, List<RankingExample> Examples, RankedTargets[] Ranked)
    {
        public static Arm Run(InteractionLog log, InteractionLog known, RankingSplit split, Orders validation, Orders test, RecommendationArguments arguments)
        {
            var (beforeValidation, beforeTest) = known == log ? (split.BeforeValidation, split.BeforeTest) : (Purchases(split.BeforeValidation), Purchases(split.BeforeTest));
            var fits = RecommenderFits.Choose(
                beforeValidation, validation.Examples(log, known, split.Repeats), split.Repeats, new ItemToItemSettings(), new TrainingOptions { Seed = 1 },
                new Deadline(TimeProvider.System, TimeSpan.FromMinutes(arguments.Minutes)), text => Console.WriteLine($"  {text}"), default);
            var examples = test.Examples(log, known, split.Repeats);
            var best = RankingMetrics.Rank(fits.Fit(fits.Best, beforeTest, default), log.Products, examples);
            var popular = RankingMetrics.Rank(fits.Fit(RecommendationAlgorithms.Popularity, beforeTest, default), log.Products, examples);
            return new Arm(fits.Best, examples, [.. examples.Select((example, i) => (example.History.Length > 0 ? best : popular)[i].Targets)]);
        }
    }
}

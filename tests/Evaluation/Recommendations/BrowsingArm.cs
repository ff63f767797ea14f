using Insight.Training;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Evaluation.Recommendations;

/// <summary>Recommenders that learn from one kind of history and are asked with it.</summary>
/// <param name="Best">The one that the validation chose.</param>
/// <param name="Ranked">What it made of the examples; of those without a history, what popularity did.</param>
internal sealed record BrowsingArm(string Best, List<RankingExample> Examples, RankedTargets[] Ranked)
{
    /// <param name="log">Everything.</param>
    /// <param name="known">Everything, or the purchases in it.</param>
    public static BrowsingArm Run(InteractionLog log, InteractionLog known, RankingSplit split, FirstOrders validation, FirstOrders test, RecommendationArguments arguments)
    {
        var (beforeValidation, beforeTest) = known == log ? (split.BeforeValidation, split.BeforeTest) : (Purchases(split.BeforeValidation), Purchases(split.BeforeTest));
        var fits = RecommenderFits.Choose(
            beforeValidation, validation.Examples(log, known, split.Repeats), split.Repeats, new ItemToItemSettings(), new TrainingOptions { Seed = 1 },
            new Deadline(TimeProvider.System, TimeSpan.FromMinutes(arguments.Minutes)), text => Console.WriteLine($"  {text}"), default);
        var examples = test.Examples(log, known, split.Repeats);
        var best = RankingMetrics.Rank(fits.Fit(fits.Best, beforeTest, default), log.Products, examples);
        var popular = RankingMetrics.Rank(fits.Fit(RecommendationAlgorithms.Popularity, beforeTest, default), log.Products, examples);
        return new BrowsingArm(fits.Best, examples, [.. examples.Select((example, i) => (example.History.Length > 0 ? best : popular)[i].Targets)]);
    }

    /// <summary>What was bought, of the same products and owners.</summary>
    public static InteractionLog Purchases(InteractionLog log)
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
}

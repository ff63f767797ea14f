using Insight.Features;
using Insight.Registry;
using Insight.Training;
using Insight.Training.CustomerValue;
using Insight.Training.Evaluation;
using Insight.Training.Export;
using Insight.Training.Purchase;

namespace Insight.Evaluation;

/// <summary>
/// What shops of few customers get: buyers are drawn from the data set, the product trains on them alone as of the origins in turn, and the published graphs answer for all of them.
/// </summary>
internal static class SmallShops
{
    private static readonly int[] Sizes = [25, 100, 500];

    public static IReadOnlyList<SmallShop> Run(IReadOnlyList<TrainingInput> origins, int draws) =>
        [.. Sizes.Where(size => size <= origins.Min(origin => Buyers(origin).Count)).Select(size => Run(origins, size, draws))];

    private static SmallShop Run(IReadOnlyList<TrainingInput> origins, int size, int draws)
    {
        var buyers = origins.Select(Buyers).ToList();
        var results = Enumerable.Range(0, draws)
            .Select(draw => Draw(origins[draw % origins.Count], buyers[draw % origins.Count], size, new Random((origins[0].Options.Seed * 100_003) + (size * 1_009) + draw))).ToList();
        return new SmallShop(
            size,
            draws,
            results.Min(result => result.Answered),
            Mean(results, result => result.Coverage),
            Mean(results, result => result.ProbabilityGap),
            string.Join(", ", results.CountBy(result => result.Purchase).OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}")),
            string.Join(", ", results.CountBy(result => result.Value).OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}")));
    }

    /// <summary>Customers with a purchase by the origin.</summary>
    private static IReadOnlyList<CustomerHistory> Buyers(TrainingInput origin)
    {
        var cutoff = Cutoff.EndOf(origin.Shop, origin.Schedule.AsOf);
        return [.. origin.Histories.Where(history => history.Orders.Any(order => order.IsPurchase && order.OrderedAt <= cutoff.At))];
    }

    private static Result Draw(TrainingInput origin, IReadOnlyList<CustomerHistory> buyers, int size, Random random)
    {
        var drawn = buyers.ToArray();
        random.Shuffle(drawn);
        var input = origin with { Histories = drawn[..size], Options = origin.Options with { Resamples = 50 } };
        var test = input.RowsAt(input.Schedule.AsOf);
        var purchase = PurchaseTrainer.Train(input, CancellationToken.None);
        var value = ValueTrainer.Train(input, CancellationToken.None);
        var probability = GraphScorer.Run(purchase.Onnx!, test.Features)["probability"]; // there are buyers, so something is published
        var worth = GraphScorer.Run(value.Onnx!, test.Features);
        var answered = Enumerable.Range(0, test.Count).Count(i => double.IsFinite(probability[i]) && double.IsFinite(worth["expected"][i]) && worth["low"][i] <= worth["expected"][i] && worth["expected"][i] <= worth["high"][i]);
        var covered = Enumerable.Range(0, test.Count).Average(i => test.Revenue[i] >= worth["low"][i] && test.Revenue[i] <= worth["high"][i] ? 1.0 : 0.0);
        return new Result(answered / (double)size, covered, probability.Average() - test.Bought().Average(bought => bought ? 1.0 : 0.0), purchase.Algorithm, value.Algorithm);
    }

    /// <summary>Over the draws, with the 95 % interval of the mean.</summary>
    private static MetricValue Mean(List<Result> results, Func<Result, double> figure) => new Bootstrap(results.Count, 1_000, seed: 1).Mean([.. results.Select(figure)]);

    private sealed record Result(double Answered, double Coverage, double ProbabilityGap, string Purchase, string Value);
}

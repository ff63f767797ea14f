using System.Diagnostics;
using Insight.Recommendations;

namespace Insight.Benchmarks;

/// <summary>
/// One question in process: from a history to ten products with their reasons, against the bare ONNX Runtime run of the same product of query and catalog, mask and top 200, with
/// everything bound. Both run in turns on one thread.
/// </summary>
internal static class RecommendBenchmark
{
    private const int PerRound = 50, Visits = 64, Steps = 20;

    /// <summary>Of a model that is such a product, in eight bits.</summary>
    public static Task RunAsync(Arguments arguments)
    {
        var products = (int)arguments.Number("products", 100_000);
        return RunAsync(arguments, "recommend", BenchRecommender.Graph(products), products);
    }

    /// <summary>Of a blend as large shops train it.</summary>
    public static Task RunBlendAsync(Arguments arguments)
    {
        var (onnx, products) = BenchBlend.Graph((int)arguments.Number("products", 10_000));
        return RunAsync(arguments, "recommend-blend", onnx, products);
    }

    private static Task RunAsync(Arguments arguments, string name, byte[] onnx, int products)
    {
        var rounds = (int)arguments.Number("rounds", 40);
        var results = new Results(name);
        var index = BenchRecommender.Index(products);
        using var model = RecommendationModel.Load(BenchRecommender.Manifest("v1", onnx, index), onnx, index);
        using var bare = new BareRecommender(BenchRecommender.BareGraph(products), products);
        var shop = model.With(BenchRecommender.Catalog(products));
        var visits = Enumerable.Range(0, Visits).Select(i => BenchRecommender.Trail(products, Steps, seed: i)).ToArray();
        var plain = new RecommendationRequest();
        var narrow = new RecommendationRequest { ExcludeSeen = true, Filter = new ProductFilter { Category = "category 3", PriceMax = 80 } };
        double sink = 0;
        List<double> floor = [], product = [], filtered = [];
        for (var round = -2; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < PerRound; i++)
            {
                sink += bare.Run(i);
            }

            var second = Stopwatch.GetTimestamp();
            for (var i = 0; i < PerRound; i++)
            {
                sink += Ask(plain, i);
            }

            var third = Stopwatch.GetTimestamp();
            for (var i = 0; i < PerRound; i++)
            {
                sink += Ask(narrow, i);
            }

            // The first rounds are for the compiler.
            if (round >= 0)
            {
                floor.Add(Stopwatch.GetElapsedTime(started, second).TotalMicroseconds / PerRound);
                product.Add(Stopwatch.GetElapsedTime(second, third).TotalMicroseconds / PerRound);
                filtered.Add(Stopwatch.GetElapsedTime(third).TotalMicroseconds / PerRound);
            }
        }

        results.Add("products", products, "");
        results.Add("floor: product with the catalog, mask, top 200, median", Results.Median(floor), "µs");
        results.Add("product: ten recommendations with reasons, median", Results.Median(product), "µs");
        results.Add("product / floor", Results.Median(product.Zip(floor, (a, b) => a / b)), "×", bar: 1.2);
        results.Add("the same within a category and a price, what was seen left out", Results.Median(filtered), "µs");
        results.Print();
        return double.IsFinite(sink) ? Task.CompletedTask : throw new InvalidOperationException("A score was not a number.");

        double Ask(RecommendationRequest request, int i) =>
            RecommendationTeller.Tell(Recommender.Rank(shop, request, visits[i % Visits], BenchRecommender.AsOf)) is { Count: 10 } items
                ? items[0].Score
                : throw new InvalidOperationException("Ten products were asked for.");
    }
}

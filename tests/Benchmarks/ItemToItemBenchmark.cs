using System.Diagnostics;
using Insight.Training.Recommendations.ItemToItem;

namespace Insight.Benchmarks;

/// <summary>Item-to-item on a large shop's interactions: from rows to neighbours, with the memory that it takes.</summary>
internal static class ItemToItemBenchmark
{
    public static Task RunAsync(Arguments arguments)
    {
        var interactions = (int)arguments.Number("interactions", 10_000_000);
        var products = (int)arguments.Number("products", 100_000);
        var results = new Results("item-to-item");
        var started = Stopwatch.GetTimestamp();
        var log = BenchLog.Of(interactions, products);
        results.Add($"{interactions:N0} interactions with {log.Products:N0} products read in", Stopwatch.GetElapsedTime(started).TotalSeconds, "s");
        started = Stopwatch.GetTimestamp();
        var fitted = ItemToItemRecommender.Fit(log, new ItemToItemSettings());
        results.Add("neighbours of every product found in", Stopwatch.GetElapsedTime(started).TotalSeconds, "s", bar: 180);
        results.Add("memory at most", Machine.PeakMegabytes(), "MB", bar: 3_000);
        GC.KeepAlive(fitted);
        results.Print();
        return Task.CompletedTask;
    }
}

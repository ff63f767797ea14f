using System.Diagnostics;
using Insight.Features;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;

namespace Insight.Benchmarks;

/// <summary>Item-to-item on a large shop's interactions: from rows to neighbours, with the memory that it takes.</summary>
internal static class ItemToItemBenchmark
{
    private const int StepsOfOwner = 12;

    public static Task RunAsync(Arguments arguments)
    {
        var interactions = (int)arguments.Number("interactions", 10_000_000);
        var products = (int)arguments.Number("products", 100_000);
        var results = new Results("item-to-item");
        var started = Stopwatch.GetTimestamp();
        var log = Log(interactions, products);
        results.Add($"{interactions:N0} interactions with {log.Products:N0} products read in", Stopwatch.GetElapsedTime(started).TotalSeconds, "s");
        started = Stopwatch.GetTimestamp();
        var fitted = ItemToItemRecommender.Fit(log, new ItemToItemSettings());
        results.Add("neighbours of every product found in", Stopwatch.GetElapsedTime(started).TotalSeconds, "s", bar: 180);
        results.Add("memory at most", Machine.PeakMegabytes(), "MB", bar: 3_000);
        GC.KeepAlive(fitted);
        results.Print();
        return Task.CompletedTask;
    }

    /// <summary>Few products are asked for often (Zipf), and what comes next is often near by, so that products have true neighbours.</summary>
    private static InteractionLog Log(int interactions, int products)
    {
        string[] ids = [.. Enumerable.Range(0, products).Select(product => $"p{product}")];
        var random = new Random(1);
        var builder = new InteractionLogBuilder();
        var at = DateTimeOffset.UnixEpoch;
        for (var i = 0; i < interactions;)
        {
            var owner = $"c:{i}";
            var product = Draw();
            for (var step = 0; step < StepsOfOwner && i < interactions; step++, i++)
            {
                product = random.Next(3) > 0 ? (product + random.Next(20)) % products : Draw();
                builder.Add(owner, null, ids[product], at.AddMinutes(step * 20), step % 4 == 3 ? InteractionKind.Purchase : InteractionKind.View);
            }
        }

        return builder.Build();

        int Draw() => (int)(products * Math.Pow(random.NextDouble(), 3));
    }
}

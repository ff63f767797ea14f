using Insight.LocalHost.Hosting;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Insight.Benchmarks;

/// <summary>Many shops' models, asked for in turns by one process: what they take of memory, and what loading one costs.</summary>
internal static class ModelsBenchmark
{
    private const long MemoryBar = 1024;

    public static async Task RunAsync(Arguments arguments)
    {
        var shops = Enumerable.Range(0, (int)arguments.Number("shops", 200)).Select(i => ShopId.Parse(FormattableString.Invariant($"models-{i}"))).ToList();
        var cacheOptions = new ModelCacheOptions();
        cacheOptions.MaxMegabytes = (int)arguments.Number("megabytes", cacheOptions.MaxMegabytes);
        var results = new Results("models");
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Progress = Console.WriteLine });
        var storage = StorageRegistration.Open(new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]).Build());
        await storage.EnsureCreatedAsync();
        var registry = new ModelRegistry(storage);
        var bytes = 0L;
        for (var i = 0; i < shops.Count; i++)
        {
            bytes += await BenchModels.PublishAsync(registry, shops[i], seed: i);
        }

        Machine.ResetPeak();
        results.Add("files of all shops", bytes / 1e6, "MB");
        results.Add("process before", Machine.PeakMegabytes(), "MB");
        using var cache = new ModelCache(registry, TimeProvider.System, Options.Create(cacheOptions), NullLogger<ModelCache>.Instance);
        var context = BenchShops.Context;
        var history = BenchShops.History(orders: 12, seed: 1);
        var scorer = new CustomerScorer(TimeProvider.System);
        var order = new Random(5);
        var served = 0;
        var first = await Measured.RunAsync(() => ServeAsync(shops));
        var again = await Measured.RunAsync(() => ServeAsync([.. Enumerable.Range(0, shops.Count).Select(_ => shops[order.Next(shops.Count)])]));
        results.Add("shops served", shops.Count, "");
        results.Add("a first answer", first.Seconds / shops.Count * 1000, "ms");
        results.Add("an answer later, shops at random", again.Seconds / shops.Count * 1000, "ms");
        results.Add("models kept loaded", cache.LoadedBytes / 1e6, "MB, estimated");
        results.Add("peak of the process", Math.Max(first.PeakMegabytes, again.PeakMegabytes), "MB", bar: MemoryBar);
        results.Print();

        async Task ServeAsync(IReadOnlyList<ShopId> asked)
        {
            foreach (var shop in asked)
            {
                using var models = await cache.GetAsync(shop);
                var profile = scorer.Score(history, context with { Models = models });
                served += profile.Model.Count == ModelNames.OfCustomers.Count
                    ? 1
                    : throw new InvalidOperationException($"{shop} was answered by {profile.Model.Count} models.");
            }
        }
    }
}

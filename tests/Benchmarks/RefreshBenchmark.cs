using System.Diagnostics;
using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Insight.LocalHost.Hosting;
using Insight.Profiles;
using Insight.Refresh;
using Insight.Registry;
using Insight.Storage;
using Insight.Testing;

namespace Insight.Benchmarks;

/// <summary>
/// The first refresh of a shop, lake to profiles and export, against writing the very same rows into the same table by the bare client: in full
/// transactions, over as many partitions, as many at once.
/// </summary>
internal static class RefreshBenchmark
{
    private const int OrdersPerCustomer = 4, BatchRows = 100, MemoryMegabytes = 400, WarmUpCustomers = 20_000;

    public static async Task RunAsync(Arguments arguments)
    {
        var customers = (int)arguments.Number("customers", 200_000);
        var rounds = (int)arguments.Number("rounds", 1);
        var results = new Results("refresh");
        using var scratch = new Scratch();
        List<double> floor = [], product = [];
        var peak = 0L;
        for (var round = -1; round < rounds; round++)
        {
            // The first round is for the compiler, and smaller.
            var population = round < 0 ? Math.Min(customers, WarmUpCustomers) : customers;
            var (measured, batches) = await RefreshAsync(scratch, arguments, population);
            var inserted = await InsertAsync(batches);
            if (round < 0)
            {
                continue;
            }

            product.Add(customers / measured.Seconds);
            peak = Math.Max(peak, measured.PeakMegabytes);
            floor.Add(inserted);
            results.Add(FormattableString.Invariant($"floor, round {round + 1}"), floor[^1], "rows/s");
            results.Add(FormattableString.Invariant($"product, round {round + 1}"), product[^1], "customers/s");
        }

        results.Add("customers", customers, "");
        results.Add("floor / product, median", Results.Median(floor.Zip(product, (a, b) => a / b)), "×", bar: 1 / 0.8);
        results.Add("product, peak of the process", peak, "MB");
        results.Print();
    }

    /// <returns>The refresh as measured, and rows for the floor.</returns>
    private static async Task<(Measured Measured, List<List<TableTransactionAction>> Batches)> RefreshAsync(Scratch scratch, Arguments arguments, int customers)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Progress = Console.WriteLine });
        await using var shop = await BenchShop.OpenAsync(azurite.ConnectionString, scratch.Folder("work"), BenchShop.NewName(), arguments.Settings(MemoryMegabytes));
        await DropAsync(shop, customers);
        await BenchModels.PublishAsync(shop.Get<ModelRegistry>(), shop.Shop.Id, seed: 1);
        var measured = await Measured.RunAsync(async () =>
        {
            var summary = await shop.Get<ProfileRefresher>().RefreshAsync(shop.Shop, runId: null);
            if (summary.Written != customers)
            {
                throw new InvalidOperationException($"{summary.Written} profiles were written of {customers}.");
            }
        });
        return (measured, await BatchesAsync(shop));
    }

    private static async Task DropAsync(BenchShop shop, int customers)
    {
        var blob = shop.Upload("orders.csv");
        await using (var writer = new StreamWriter(await blob.OpenWriteAsync(overwrite: true), new UTF8Encoding(false), 1 << 20))
        {
            var random = new Random(9);
            await writer.WriteAsync("order_id,product_id,quantity,unit_price,ordered_at,customer_id\n");
            for (var order = 0; order < customers * OrdersPerCustomer; order++)
            {
                var at = new DateTime(2023, 1, 1, 8, 0, 0).AddMinutes(random.Next(500 * 24 * 60));
                await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"o{order},p{order % 500},{1 + (order % 3)},{5 + (order % 60)}.5,{at:yyyy-MM-ddTHH:mm:ssZ},c{order % customers}\n"));
            }
        }

        BenchShop.Check(await shop.IngestAsync(blob));
    }

    /// <summary>
    /// The rows of one partition that the refresh wrote, for every partition, as full transactions. Reading all would be most of the benchmark: Azurite looks through the whole
    /// table for each page.
    /// </summary>
    private static async Task<List<List<TableTransactionAction>>> BatchesAsync(BenchShop shop)
    {
        var table = shop.Storage.Table(Names.Tables.Profiles);
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {ProfileKeys.Partition(shop.Shop.Id, 0)}")))
        {
            rows.Add(row);
        }

        // One batch of every partition after the other, as customers come.
        return [.. rows.Chunk(BatchRows).SelectMany(chunk => Enumerable.Range(0, ProfileKeys.Buckets).Select(bucket => chunk.Select(row => new TableTransactionAction(
            TableTransactionActionType.Add, new TableEntity(row) { PartitionKey = ProfileKeys.Partition(shop.Shop.Id, bucket) })).ToList()))];
    }

    /// <summary>Into a storage that is as empty as the refresh found it: Azurite becomes slower with every row that it holds.</summary>
    /// <returns>Rows a second.</returns>
    private static async Task<double> InsertAsync(List<List<TableTransactionAction>> batches)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Progress = Console.WriteLine });
        var table = new TableClient(azurite.ConnectionString, Names.Tables.Profiles);
        await table.CreateAsync();
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = ProfileWriter.Concurrency }, async (batch, token) => await table.SubmitTransactionAsync(batch, token));
        return batches.Sum(batch => batch.Count) / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}

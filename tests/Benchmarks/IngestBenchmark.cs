using Insight.LocalHost.Hosting;
using Insight.Testing;

namespace Insight.Benchmarks;

/// <summary>
/// A dirty CSV, from blob to committed snapshot and receipt, against a bare DuckDB script that has the file on its disk. Both have the same memory limit and
/// threads and run in turns, so that what else the machine does meets both alike.
/// </summary>
internal static class IngestBenchmark
{
    private const int MemoryMegabytes = 700;

    public static async Task RunAsync(Arguments arguments)
    {
        var rows = arguments.Number("rows", 3_000_000);
        var runs = arguments.Number("runs", 3);
        var csv = DirtyLines.Cached(rows);
        var results = new Results("ingest");
        results.Add("file", new FileInfo(csv).Length / 1e6, "MB");
        using var scratch = new Scratch();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Progress = Console.WriteLine });
        List<Measured> product = [], floor = [];
        for (var run = 0; run < runs; run++)
        {
            floor.Add(await RunFloorAsync(csv, scratch.Folder(FormattableString.Invariant($"floor{run}"))));
            results.Add(FormattableString.Invariant($"floor, run {run + 1}"), floor[^1].Seconds, "s");
            product.Add(await RunProductAsync(azurite.ConnectionString, csv, scratch.Folder(FormattableString.Invariant($"work{run}")), arguments));
            results.Add(FormattableString.Invariant($"product, run {run + 1}"), product[^1].Seconds, "s");
        }

        results.Add("floor, median", Results.Median(floor.Select(run => run.Seconds)), "s");
        results.Add("product, median", Results.Median(product.Select(run => run.Seconds)), "s");
        results.Add("product / floor", Results.Median(product.Zip(floor, (a, b) => a.Seconds / b.Seconds)), "×", bar: 2);
        results.Add("product / floor, processor time", Results.Median(product.Zip(floor, (a, b) => a.ProcessorSeconds / b.ProcessorSeconds)), "×");
        results.Add("product, lines a second", rows / Results.Median(product.Select(run => run.Seconds)), "1/s");
        results.Add("floor, peak of the process", floor.Max(run => run.PeakMegabytes), "MB");
        results.Add("product, peak of the process", product.Max(run => run.PeakMegabytes), "MB");
        results.Print();
    }

    private static async Task<Measured> RunFloorAsync(string csv, string folder)
    {
        var measured = await Measured.RunAsync(() =>
        {
            Floor.Run(csv, folder, MemoryMegabytes);
            return Task.CompletedTask;
        });
        Directory.Delete(folder, recursive: true);
        return measured;
    }

    private static async Task<Measured> RunProductAsync(string connectionString, string csv, string workFolder, Arguments arguments)
    {
        await using var shop = await BenchShop.OpenAsync(connectionString, workFolder, BenchShop.NewName(), arguments.Settings(MemoryMegabytes));
        var blob = await shop.UploadFileAsync("lines.csv", csv);
        var measured = await Measured.RunAsync(async () => BenchShop.Check(await shop.IngestAsync(blob)));
        await blob.DeleteAsync();
        Directory.Delete(workFolder, recursive: true);
        return measured;
    }
}

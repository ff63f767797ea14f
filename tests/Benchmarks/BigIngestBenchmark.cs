using System.Text;
using Insight.LocalHost.Hosting;
using Insight.Testing;

namespace Insight.Benchmarks;

/// <summary>A CSV larger than disk and memory allow to hold: streamed into storage, then ingested with a work folder of limited size.</summary>
internal static class BigIngestBenchmark
{
    private const int RowsAtOnce = 100_000;
    private const int BytesPerRow = 95;
    private const int MemoryBar = 700;

    public static async Task RunAsync(Arguments arguments)
    {
        var bytes = arguments.Number("megabytes", 3_000) * 1_000_000;
        var quota = arguments.Number("quota", 700);
        var results = new Results("ingest-big");
        using var scratch = new Scratch();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Folder = scratch.Folder("azurite"), Progress = Console.WriteLine });
        await using var work = WorkQuota.Open(scratch.Folder("work"), quota);
        await using var shop = await BenchShop.OpenAsync(azurite.ConnectionString, work.Folder, BenchShop.NewName(), arguments.Settings(400));
        var blob = shop.Upload("big.csv");
        await using (var writer = new StreamWriter(await blob.OpenWriteAsync(overwrite: true, new() { BufferSize = 8 << 20 }), new UTF8Encoding(false), 1 << 20))
        {
            writer.Write(DirtyLines.Header);
            var lines = new DirtyLines(seed: 7, bytes / BytesPerRow);
            while (writer.BaseStream.Position < bytes)
            {
                lines.Write(writer, RowsAtOnce);
            }
        }

        results.Add("file", (await blob.GetPropertiesAsync()).Value.ContentLength / 1e6, "MB");
        var rows = 0L;
        var measured = await Measured.RunAsync(async () => rows = BenchShop.Check(await shop.IngestAsync(blob)).Rows.Read);
        results.Add("rows", rows, "");
        results.Add("time", measured.Seconds, "s");
        results.Add("lines a second", rows / measured.Seconds, "1/s");
        results.Add("peak of the process", measured.PeakMegabytes, "MB", bar: MemoryBar);
        results.Add(work.IsEnforced ? "peak of the work folder (quota enforced)" : "peak of the work folder (watched)", work.PeakBytes / 1e6, "MB", bar: quota * 1.048576);
        results.Print();
    }
}

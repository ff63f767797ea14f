using Insight.Lake;
using Insight.LocalHost.Hosting;
using Insight.Testing;

namespace Insight.Benchmarks;

/// <summary>A thousand small files, one after the other: what a commit costs at the beginning and at the end, and what compaction leaves.</summary>
internal static class CommitsBenchmark
{
    private const int Compared = 50;
    private const int LinesPerCommit = 40;

    public static async Task RunAsync(Arguments arguments)
    {
        var commits = arguments.Number("commits", 1_000);
        var results = new Results("commits");
        using var scratch = new Scratch();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Progress = Console.WriteLine });
        await using var shop = await BenchShop.OpenAsync(azurite.ConnectionString, scratch.Folder("work"), BenchShop.NewName(), arguments.Settings(700));
        var seconds = new List<double>();
        var orders = PlainLines.OrdersOf(LinesPerCommit);
        for (var commit = 0; commit < commits; commit++)
        {
            var content = new MemoryStream();
            PlainLines.Write(content, Enumerable.Range(commit * (int)orders, (int)orders).Select(order => (long)order), PlainLines.RandomId, PlainLines.RisingTime);
            var blob = shop.Upload(FormattableString.Invariant($"{commit}.csv"));
            await blob.UploadAsync(BinaryData.FromBytes(content.ToArray()));
            seconds.Add((await Measured.RunAsync(async () => BenchShop.Check(await shop.IngestAsync(blob)))).Seconds);
        }

        var lake = await shop.LakeHashAsync();
        results.Add("files before compaction", (await shop.SnapshotAsync()).Files.Count, "");
        results.Add("a commit at the beginning, median", Results.Median(seconds.Take(Compared)) * 1000, "ms");
        results.Add("a commit at the end, median", Results.Median(seconds.TakeLast(Compared)) * 1000, "ms");
        var compaction = await Measured.RunAsync(() => shop.Get<LakeCompactor>().RunAsync(shop.Shop, default));
        results.Add("compaction", compaction.Seconds, "s");
        results.Add("files after compaction", (await shop.SnapshotAsync()).Files.Count, "", bar: 100);
        if (lake != await shop.LakeHashAsync())
        {
            throw new InvalidOperationException("Compaction changed what readers see.");
        }

        results.Print();
    }
}

using System.Diagnostics;
using Insight.LocalHost.Hosting;
using Insight.Testing;

namespace Insight.Soak;

/// <summary>
/// Kills an ingesting host with SIGKILL at moments spread over the whole of an ingestion, lets another host come, and compares lake, receipt and quarantine with
/// those of a run that nobody disturbed.
/// </summary>
internal static class KillRun
{
    private const string File = "dropped.csv";

    /// <summary>Beside others an ingestion takes longer than alone; the last moments matter too.</summary>
    private const double Stretch = 1.2;

    public static async Task<int> RunAsync(int times, int parallel, int seed)
    {
        var scratch = Directory.CreateTempSubdirectory("insight-soak-");
        try
        {
            await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Progress = Console.WriteLine });
            var (expected, duration) = await UndisturbedAsync(azurite.ConnectionString, scratch.FullName);
            Console.WriteLine($"undisturbed: {duration.TotalSeconds:0.0} s, {expected.Receipt}");
            var random = new Random(seed);
            var moments = Enumerable.Range(0, times).Select(i => (Index: i, Share: Stretch * (i + random.NextDouble()) / times)).ToList();
            var failures = 0;
            await Parallel.ForEachAsync(moments, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (moment, _) =>
            {
                var difference = await KillOnceAsync(azurite.ConnectionString, Path.Combine(scratch.FullName, $"{moment.Index}"), moment.Share, duration, expected, reuseFolder: moment.Index % 2 == 0);
                if (difference is not null)
                {
                    Interlocked.Increment(ref failures);
                    Console.WriteLine($"kill {moment.Index}: {difference}");
                }
            });
            Console.WriteLine($"{times - failures} of {times} killed ingestions ended with the lake, the receipt and the quarantine of one that was not.");
            return failures == 0 ? 0 : 1;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static async Task<(Outcome Outcome, TimeSpan Duration)> UndisturbedAsync(string connectionString, string folder)
    {
        var (shop, work) = await PrepareAsync(connectionString, Path.Combine(folder, "undisturbed"));
        await using (shop)
        {
            using var host = await IngestingHost.StartAsync(connectionString, shop.Shop.Id.Value, File, work);
            var watch = Stopwatch.StartNew();
            await host.FinishAsync();
            return (await Outcome.OfAsync(shop, File), watch.Elapsed);
        }
    }

    /// <summary>Gives what differs from the undisturbed run, or null.</summary>
    private static async Task<string?> KillOnceAsync(string connectionString, string folder, double share, TimeSpan duration, Outcome expected, bool reuseFolder)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (shop, work) = await PrepareAsync(connectionString, Path.Combine(folder, $"{attempt}"));
            await using (shop)
            {
                var delay = share * duration;
                using (var victim = await IngestingHost.StartAsync(connectionString, shop.Shop.Id.Value, File, work))
                {
                    if (!await victim.KillAfterAsync(delay))
                    {
                        // It was faster than expected: only a death counts.
                        share *= 0.8;
                        continue;
                    }
                }

                var committed = (await shop.SnapshotAsync()).Commit;
                var watch = Stopwatch.StartNew();
                using var successor = await IngestingHost.StartAsync(connectionString, shop.Shop.Id.Value, File, reuseFolder ? work : work + "-new");
                await successor.FinishAsync();
                var difference = (await Outcome.OfAsync(shop, File)).DifferenceFrom(expected);
                Console.WriteLine($"killed after {delay.TotalSeconds:0.00} s ({(committed == 1 ? "before" : "after")} the commit), done again in {watch.Elapsed.TotalSeconds:0.0} s: {difference ?? "the same"}");
                return difference;
            }
        }
    }

    /// <summary>A shop whose lake has the first export, and the second one uploaded.</summary>
    private static async Task<(BenchShop Shop, string WorkFolder)> PrepareAsync(string connectionString, string folder)
    {
        var shop = await BenchShop.OpenAsync(connectionString, Path.Combine(folder, "own"), BenchShop.NewName(), IngestingHost.Settings);
        var before = shop.Upload("before.csv");
        await before.UploadAsync(BinaryData.FromBytes(SoakFiles.Before));
        await shop.IngestAsync(before);
        await shop.Upload(File).UploadAsync(BinaryData.FromBytes(SoakFiles.Dropped));
        return (shop, Path.Combine(folder, "work"));
    }
}

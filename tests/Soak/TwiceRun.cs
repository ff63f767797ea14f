using Insight.Ingestion;
using Insight.LocalHost.Hosting;
using Insight.Testing;

namespace Insight.Soak;

/// <summary>Two hosts on one storage: both get the same upload at once, and then each one of two uploads that have rows in common.</summary>
internal static class TwiceRun
{
    public static async Task<int> RunAsync(int times)
    {
        var scratch = Directory.CreateTempSubdirectory("insight-soak-");
        try
        {
            await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Progress = Console.WriteLine });
            var (one, both) = await InTurnAsync(azurite.ConnectionString, scratch.FullName);
            var failures = 0;
            for (var run = 0; run < times; run++)
            {
                var same = await AtOnceAsync(azurite.ConnectionString, Path.Combine(scratch.FullName, $"same{run}"), "a.csv", "a.csv");
                failures += Say("the same file at once", same.Commits == 1 && same.Rows == one.Rows && same.Lake == one.Lake, same, one);
                var two = await AtOnceAsync(azurite.ConnectionString, Path.Combine(scratch.FullName, $"two{run}"), "a.csv", "b.csv");
                failures += Say("two files with rows in common at once", two.Commits == 2 && two.Rows == both.Rows && two.Lake == both.Lake, two, both);
            }

            return failures == 0 ? 0 : 1;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static int Say(string what, bool isRight, Effect found, Effect expected)
    {
        Console.WriteLine($"{what}: {(isRight ? "one effect" : $"found {found}, expected {expected}")}");
        return isRight ? 0 : 1;
    }

    /// <summary>What one file leaves, and both of them in turn.</summary>
    private static async Task<(Effect One, Effect Both)> InTurnAsync(string connectionString, string folder)
    {
        await using var shop = await OpenAsync(connectionString, Path.Combine(folder, "turn"));
        await shop.IngestAsync(shop.Upload("a.csv"));
        var one = await EffectAsync(shop);
        await shop.IngestAsync(shop.Upload("b.csv"));
        return (one, await EffectAsync(shop));
    }

    private static async Task<Effect> AtOnceAsync(string connectionString, string folder, string first, string second)
    {
        await using var shop = await OpenAsync(connectionString, Path.Combine(folder, "own"));
        var hosts = await Task.WhenAll(
            IngestingHost.StartAsync(connectionString, shop.Shop.Id.Value, first, Path.Combine(folder, "1")),
            IngestingHost.StartAsync(connectionString, shop.Shop.Id.Value, second, Path.Combine(folder, "2")));
        foreach (var host in hosts)
        {
            await host.FinishAsync();
            host.Dispose();
        }

        return await EffectAsync(shop);
    }

    private static async Task<BenchShop> OpenAsync(string connectionString, string folder)
    {
        var shop = await BenchShop.OpenAsync(connectionString, folder, BenchShop.NewName(), IngestingHost.Settings);
        await shop.Upload("a.csv").UploadAsync(BinaryData.FromBytes(SoakFiles.Before));
        await shop.Upload("b.csv").UploadAsync(BinaryData.FromBytes(SoakFiles.Dropped));
        return shop;
    }

    private static async Task<Effect> EffectAsync(BenchShop shop)
    {
        var receipts = await shop.Get<IngestionLedger>().ListAsync(shop.Shop.Id, null, 10, null, default);
        return new Effect(
            (await shop.SnapshotAsync()).Commit, receipts.Select(BenchShop.Check).Sum(receipt => receipt.Rows.Accepted), await shop.LakeHashAsync());
    }

    /// <param name="Commits">How often the snapshot was replaced.</param>
    /// <param name="Rows">Accepted rows of all receipts.</param>
    private sealed record Effect(long Commits, long Rows, string Lake);
}

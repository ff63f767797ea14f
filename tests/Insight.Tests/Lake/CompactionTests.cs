using System.Globalization;
using Insight.Ingestion;
using Insight.Lake;
using Insight.Storage;
using Insight.Testing;
using Insight.Tests.Ingestion;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Tests.Lake;

[Collection(AzuriteCollection.Name)]
public sealed class CompactionTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task ManySmallCommits_BecomeFewFiles_AndReadersSeeTheSame()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        for (var i = 0; i < 20; i++)
        {
            // Every third order comes again with another quantity, every fifth as it was.
            await bench.DropAsync($"{i}.csv", "order_id,line_no,product_id,quantity,unit_price,ordered_at,customer_id\n" + string.Concat(Enumerable.Range(0, 4).Select(j =>
                string.Create(CultureInfo.InvariantCulture, $"{(i % 3 == 2 || i % 5 == 4 ? i - 1 : i)},{j},p{j},{(i % 3 == 2 ? 7 : 1)},2.50,2025-{1 + (i % 12)}-05,c{i % 7}\n"))));
        }

        var hash = await bench.LakeHashAsync();
        var (snapshot, _) = await bench.Get<SnapshotStore>().ReadAsync(bench.Shop.Id, default);
        var (before, after) = await bench.Get<LakeCompactor>().RunAsync(bench.Shop, default);
        var (compacted, _) = await bench.Get<SnapshotStore>().ReadAsync(bench.Shop.Id, default);

        Assert.True(before >= 40 && after <= 20, $"{before} files, {after} after compaction");
        Assert.Equal(snapshot.Id, compacted.Id);
        Assert.Equal(hash, await bench.LakeHashAsync());

        var more = await bench.DropAsync("more.csv", "order_id,line_no,product_id,quantity,unit_price,ordered_at,customer_id\n0,0,p0,1,2.50,2025-01-05,c0\n99,0,p0,1,2.50,2025-01-05,c0\n");
        Assert.Equal((1, 1), (more.Rows.Accepted, more.Rows.Duplicate));
    }

    [SkippableFact]
    public async Task Sweep_RemovesWhatNoSnapshotLists_AfterADay()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, time: time);
        var orphan = bench.Get<InsightStorage>().Container(Names.Containers.Lake).GetBlobClient($"{bench.Shop.Id}/orders/2025-01/died.parquet");
        await orphan.UploadAsync(BinaryData.FromString("x"));
        await bench.DropAsync("x.csv", "order_id,ordered_at,customer_id\n1,2025-01-05,c\n");

        Assert.Equal(0, await bench.Get<LakeSweep>().RunAsync(bench.Shop.Id, default));
        time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, await bench.Get<LakeSweep>().RunAsync(bench.Shop.Id, default));
        Assert.False(await orphan.ExistsAsync());
        Assert.Equal(1, await bench.AskAsync<long>("SELECT count(*) FROM orders"));
    }
}

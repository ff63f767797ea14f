using System.Text;
using Insight.Ingestion;
using Insight.Lake;
using Insight.Shops;
using Insight.Storage;
using Insight.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Tests.Ingestion;

/// <summary>What dies half-way is done again, by whoever comes, with the same result.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class InterruptionTests(AzuriteFixture azurite)
{
    private const string Lines = "order_id,product_id,quantity,unit_price,ordered_at,customer_id\n1,p,1,1.50,2025-01-13,c\n2,p,x,1.50,2025-01-13,c\n3,p,1,2.50,2025-01-13,c\n";

    [SkippableFact]
    public async Task DiedAfterTheCommit_IsTakenOver_WithTheSameLakeAndCounts()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, time: time);
        var blob = await bench.UploadAsync("x.csv", Encoding.UTF8.GetBytes(Lines));
        var first = await bench.Ingestor.IngestAsync(blob, bench.Shop.Id, default);
        var lake = await bench.LakeHashAsync();

        // The ledger as it was a moment before the end: somebody works on it, until a time that passes.
        var table = bench.Get<InsightStorage>().Table(Names.Tables.Ingestions);
        var entity = table.Query<Azure.Data.Tables.TableEntity>($"PartitionKey eq '{bench.Shop.Id}'").Single();
        entity["Receipt"] = System.Text.Json.JsonSerializer.Serialize(new IngestionReceipt { Id = first!.Id, Path = first.Path, Status = IngestionStatus.Running, StartedAt = first.StartedAt }, IngestionLedger.Json);
        entity["ClaimedUntil"] = time.GetUtcNow().AddMinutes(5);
        await table.UpdateEntityAsync(entity, Azure.ETag.All, Azure.Data.Tables.TableUpdateMode.Replace);
        Assert.Equal(IngestionStatus.Running, (await bench.Ingestor.IngestAsync(blob, bench.Shop.Id, default))!.Status);

        time.Advance(TimeSpan.FromMinutes(6));
        var second = await bench.Ingestor.IngestAsync(blob, bench.Shop.Id, default);

        Assert.Equal((IngestionStatus.Done, first.Rows, first.Snapshot, first.QuarantineUrl), (second!.Status, second.Rows, second.Snapshot, second.QuarantineUrl));
        Assert.Equal(first.Reasons, second.Reasons);
        Assert.Equal(lake, await bench.LakeHashAsync());
    }

    [SkippableFact]
    public async Task CancelledBeforeTheEnd_LeavesItOpen_AndTheNextDeliveryDoesIt()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        var blob = await bench.UploadAsync("x.csv", Encoding.UTF8.GetBytes(Lines));
        var lease = await CommitterLease.AcquireAsync(bench.Get<InsightStorage>(), bench.Shop.Id, TimeProvider.System, TimeSpan.FromSeconds(60), default);
        using (var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Ingestor.IngestAsync(blob, bench.Shop.Id, stop.Token));
        }

        await lease.DisposeAsync();

        Assert.Equal(IngestionStatus.Done, (await bench.Ingestor.IngestAsync(blob, bench.Shop.Id, default))!.Status);
    }

    [SkippableFact]
    public async Task CommitOnAnOldSnapshot_IsAConflict()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("x.csv", Lines);
        var store = bench.Get<SnapshotStore>();
        var (snapshot, etag) = await store.ReadAsync(bench.Shop.Id, default);
        await store.CommitAsync(bench.Shop.Id, snapshot with { Version = 2 }, etag, default);

        await Assert.ThrowsAsync<SnapshotConflictException>(() => store.CommitAsync(bench.Shop.Id, snapshot with { Version = 2 }, etag, default));
        await Assert.ThrowsAsync<SnapshotConflictException>(() => store.CommitAsync(bench.Shop.Id, snapshot, null, default));
    }

    [SkippableFact]
    public async Task Reconciler_FindsLostUploadsAndLostMappings()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, time: time);
        await bench.UploadAsync("lost.csv", Encoding.UTF8.GetBytes(Lines));
        var waiting = await bench.DropAsync("till.csv", "Nr,Tag,Wer\n9,2025-02-01,c\n");
        await bench.UploadAsync("till.csv.mapping.json", """{"table": "orders", "columns": {"order_id": "Nr", "ordered_at": "Tag", "customer_id": "Wer"}}"""u8.ToArray());
        var early = bench.Uploads.GetBlobClient($"late{bench.Shop.Id}/early.csv");
        await early.UploadAsync(BinaryData.FromString(Lines));
        Assert.Null(await bench.Ingestor.IngestAsync(early, ShopId.Parse($"late{bench.Shop.Id}"), default));
        await bench.Get<ShopDirectory>().CreateAsync(new NewShop($"late{bench.Shop.Id}", "GBP", "Europe/London"), null);

        time.Advance(TimeSpan.FromMinutes(5));
        await bench.Get<Reconciler>().RunAsync(default);

        Assert.Equal(3, await bench.AskAsync<long>("SELECT count(*) FROM orders"));
        Assert.Equal(IngestionStatus.Done, (await bench.Ledger.FindAsync(bench.Shop.Id, waiting.Id, default))!.Status);
        Assert.Equal(IngestionStatus.Done, Assert.Single(await bench.Ledger.ListAsync(ShopId.Parse($"late{bench.Shop.Id}"), null, 5, null, default)).Status);
    }
}

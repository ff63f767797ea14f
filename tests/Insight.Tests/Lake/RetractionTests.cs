using Insight.Ingestion;
using Insight.Lake;
using Insight.Testing;
using Insight.Tests.Ingestion;

namespace Insight.Tests.Lake;

/// <summary>What is taken back leaves the lake as if it had never come, and takes nothing away that others brought too.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RetractionTests(AzuriteFixture azurite)
{
    private const string Header = "order_id,line_no,product_id,quantity,unit_price,ordered_at,customer_id\n";
    private const string January = Header + "1,1,p,2,3.50,2025-01-05,c1\n1,2,q,1,10,2025-01-05,c1\n2,1,p,1,3.50,2025-01-09,c2\n";
    private const string Overlapping = Header + "2,1,p,1,3.50,2025-01-09,c2\n3,1,q,4,10,2025-02-01,c1\n";
    private const string Edited = Header + "1,1,p,5,3.50,2025-01-05,c1\n";

    [SkippableFact]
    public async Task Retracted_TheLakeIsAsIfItHadNeverCome_AndARetryBringsItBack()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("january.csv", January);
        var without = await bench.LakeHashAsync();
        var edit = await bench.DropAsync("edit.csv", Edited);
        var with = await bench.LakeHashAsync();

        var retracted = await bench.Get<IngestionRetraction>().RunAsync(bench.Shop, edit.Id, default);
        Assert.Equal(IngestionStatus.Retracted, retracted!.Status);
        Assert.Equal(without, await bench.LakeHashAsync());
        Assert.NotEqual(edit.Snapshot, retracted.Snapshot);
        Assert.Equal(retracted.Snapshot, (await bench.Get<IngestionRetraction>().RunAsync(bench.Shop, edit.Id, default))!.Snapshot);

        var again = await bench.Ingestor.RetryAsync(bench.Shop, edit.Id, default);
        Assert.Equal((IngestionStatus.Done, edit.Rows), (again!.Status, again.Rows));
        Assert.Equal(with, await bench.LakeHashAsync());
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RowsThatAnotherFileBroughtToo_StayWhenTheFirstIsRetracted(bool compacted)
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, smallFiles: 2);
        await bench.DropAsync("overlapping.csv", Overlapping);
        var alone = await bench.LakeHashAsync();
        await using var other = await IngestionBench.CreateAsync(azurite.ConnectionString, smallFiles: 2);
        var first = await other.DropAsync("january.csv", January);
        var second = await other.DropAsync("overlapping.csv", Overlapping);
        Assert.Equal((1, 1), (second.Rows.Accepted, second.Rows.Duplicate));
        if (compacted)
        {
            var (before, after) = await other.Get<LakeCompactor>().RunAsync(other.Shop, default);
            Assert.True(after < before, $"{before} files, {after} after compaction");
        }

        await other.Get<IngestionRetraction>().RunAsync(other.Shop, first.Id, default);
        Assert.Equal(alone, await other.LakeHashAsync());

        await other.Get<IngestionRetraction>().RunAsync(other.Shop, second.Id, default);
        Assert.Equal(0, await other.AskAsync<long>("SELECT count(*) FROM order_lines"));
        Assert.Equal(0, await other.AskAsync<long>("SELECT count(*) FROM orders"));
    }

    [SkippableFact]
    public async Task LinesWithoutNumbers_KeepTheLargerCountOfTheFilesThatAreLeft()
    {
        const string header = "order_id,product_id,quantity,unit_price,ordered_at,customer_id\n", line = "1,p,1,2,2025-01-05,c\n";
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        var two = await bench.DropAsync("two.csv", header + line + line);
        await bench.DropAsync("one.csv", header + line);
        var three = await bench.DropAsync("three.csv", header + line + line + line);

        Assert.Equal(3, await bench.AskAsync<long>("SELECT count(*) FROM order_lines"));
        await bench.Get<IngestionRetraction>().RunAsync(bench.Shop, three.Id, default);
        Assert.Equal(2, await bench.AskAsync<long>("SELECT count(*) FROM order_lines"));
        await bench.Get<IngestionRetraction>().RunAsync(bench.Shop, two.Id, default);
        Assert.Equal(1, await bench.AskAsync<long>("SELECT count(*) FROM order_lines"));
        Assert.Equal(1, await bench.AskAsync<long>("SELECT count(*) FROM orders"));
    }

    [SkippableFact]
    public async Task PriceList_LeavesTitlesAlone_AndGoesWithItsRetraction()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("titles.csv", "product_id,title,price\np,Mug,5\nq,Plate,7\n");
        var prices = await bench.DropAsync("prices.csv", "product_id,price\np,6\nq,7\n");

        Assert.Equal((1, 1), (prices.Rows.Accepted, prices.Rows.Duplicate));
        Assert.Equal("Mug 6.0", await bench.AskAsync<string>("SELECT title || ' ' || price FROM products WHERE product_id = 'p'"));
        await bench.Get<IngestionRetraction>().RunAsync(bench.Shop, prices.Id, default);
        Assert.Equal("Mug 5.0", await bench.AskAsync<string>("SELECT title || ' ' || price FROM products WHERE product_id = 'p'"));
    }
}

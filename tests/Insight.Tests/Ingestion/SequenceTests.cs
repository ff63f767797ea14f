using Insight.Ingestion;
using Insight.Lake;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class SequenceTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task CustomersThenItems_EveryInteractionInItsPlace()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropFileAsync(TestData.Path("amazon_beauty/Beauty.txt.gz"));

        Assert.Equal(("sequences", new RowCounts(22_363, 22_363, 0, 0, 0), 198_502L), (receipt.Format, receipt.Rows, receipt.Tables["events"]));
        await using var lake = await bench.OpenLakeAsync();
        Assert.Equal((22_363L, 12_101L), (lake.Connection.Scalar<long>("SELECT count(DISTINCT customer_id) FROM events"), lake.Connection.Scalar<long>("SELECT count(DISTINCT product_id) FROM events")));
        Assert.Equal("6 7 8 9 10 4 11", lake.Connection.Scalar<string>("SELECT string_agg(product_id, ' ' ORDER BY position) FROM events WHERE customer_id = '2'"));
    }

    [SkippableFact]
    public async Task SessionsOfItems_AndPrefixesWithTheirTarget()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var sessions = await bench.DropAsync("sessions.txt", "37151 37149 37149 37146\n2613 33285 34264 34641 35021 17064 35162\n1756 120 120\n1756 120 120\n");
        Assert.Equal(("sequences", new RowCounts(4, 4, 0, 0, 0)), (sessions.Format, sessions.Rows));
        Assert.Equal((4L, 17L), (await bench.AskAsync<long>("SELECT count(DISTINCT session_id) FROM events WHERE customer_id IS NULL"), await bench.AskAsync<long>("SELECT count(*) FROM events")));

        var prefixes = await bench.DropFileAsync(TestData.Path("yoochoose/test_prefix_target.tsv.gz"));
        Assert.Equal(("sequences", new RowCounts(55_898, 55_898, 0, 0, 0)), (prefixes.Format, prefixes.Rows));
    }

    [SkippableFact]
    public async Task Pairs_TheOrderOfTheLinesIsTheTime_AndAMappingDecidesWhatALineBeginsWith()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var pairs = await bench.DropAsync("pairs.txt", "1 10\n1 11\n2 10\n1 12\n3 11\n");
        Assert.Equal(("sequences", new RowCounts(5, 5, 0, 0, 0)), (pairs.Format, pairs.Rows));
        Assert.Equal("10 11 12", await bench.AskAsync<string>("SELECT string_agg(product_id, ' ' ORDER BY position) FROM events WHERE customer_id = '1'"));

        await bench.UploadAsync("lists.txt.mapping.json", "{\"sequence\": \"customer\"}"u8.ToArray());
        await bench.DropAsync("lists.txt", "905 20 21 22\n17 20 23\n55 21 24 20 25\n");
        Assert.Equal("20 23", await bench.AskAsync<string>("SELECT string_agg(product_id, ' ' ORDER BY position) FROM events WHERE customer_id = '17'"));
    }
}

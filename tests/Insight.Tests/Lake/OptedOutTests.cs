using Insight.Lake;
using Insight.Testing;
using Insight.Tests.Ingestion;

namespace Insight.Tests.Lake;

/// <summary>Who opted out of profiling is in no history and in nothing that is learned from, and still in every sum.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class OptedOutTests(AzuriteFixture azurite)
{
    private const string Orders = """
        order_id,customer_id,ordered_at,product_id,quantity,unit_price
        1,c1,2025-03-01T10:00:00Z,P1,1,10
        2,c2,2025-03-01T11:00:00Z,P1,1,10
        3,,2025-03-01T12:00:00Z,P1,1,10

        """;

    private const string Events = """
        anonymous_id,customer_id,event_type,product_id,occurred_at
        v1,c1,view_item,P1,2025-03-01T09:00:00Z
        v2,c2,view_item,P1,2025-03-01T09:00:00Z
        v3,,view_item,P1,2025-03-01T09:00:00Z
        v4,c4,view_item,P1,2025-03-01T09:00:00Z

        """;

    [SkippableFact]
    public async Task NobodyReadsThem_SumsKeepThem_AndTheyMayComeBack()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("orders.csv", Orders);
        await bench.DropAsync("events.csv", Events);
        await bench.DropAsync("customers.csv", "customer_id,country,profiling_opt_out\nc1,DE,true\nc2,DE,false\nc3,DE,\nc4,DE,yes\n");

        foreach (var content in Enum.GetValues<HistoryContent>())
        {
            Assert.Equal(["c2"], await HistoriesAsync(bench, content));
        }

        Assert.Equal(["a:v3", "c:c2", "o:3"], await OwnersAsync(bench));
        Assert.Equal(30, await bench.AskAsync<double>("SELECT sum(revenue) FROM order_values"));
        Assert.Equal(3, await bench.AskAsync<double>("SELECT sum(quantity) FROM demand"));
        Assert.Equal(7, await bench.AskAsync<long>("SELECT count(*) FROM interactions"));

        await bench.DropAsync("later.csv", "customer_id,country,profiling_opt_out\nc1,DE,false\n");
        Assert.Equal(["c1", "c2"], await HistoriesAsync(bench, HistoryContent.Everything));
        Assert.Equal(["a:v3", "c:c1", "c:c2", "o:3"], await OwnersAsync(bench));
    }

    [SkippableFact]
    public async Task AVisitorWhoIsTheCustomer_OptsOutByThatId()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("events.csv", "timestamp,visitorid,event,itemid,transactionid\n1740823200000,7,view,P1,\n1740823260000,7,transaction,P1,4000\n1740823320000,8,transaction,P2,4001\n");
        Assert.Equal(["7", "8"], await HistoriesAsync(bench, HistoryContent.Everything));

        await bench.DropAsync("customers.csv", "customer_id,country,profiling_opt_out\n7,DE,true\n");
        Assert.Equal(["8"], await HistoriesAsync(bench, HistoryContent.Everything));
        Assert.Equal(["c:8"], await OwnersAsync(bench));
    }

    [SkippableFact]
    public async Task ByOneOfTheirNames_TheWholeCustomerOptsOut()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("olist_customers_dataset.csv",
            "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state\nk1,u1,14409,franca,SP\nk2,u1,14409,franca,SP\nk3,u2,14409,franca,SP\n");
        await bench.DropAsync("orders.csv", Orders.Replace(",c1,", ",k1,", StringComparison.Ordinal).Replace(",c2,", ",k3,", StringComparison.Ordinal));
        Assert.Equal(["u1", "u2"], await HistoriesAsync(bench, HistoryContent.Everything));

        await bench.DropAsync("customers.csv", "customer_id,country,profiling_opt_out\nk2,BR,true\n");
        Assert.Equal(["u2"], await HistoriesAsync(bench, HistoryContent.Everything));
    }

    private static async Task<List<string>> HistoriesAsync(IngestionBench bench, HistoryContent content)
    {
        await using var lake = await bench.OpenLakeAsync();
        var customers = new List<string>();
        await foreach (var history in lake.ReadHistoriesAsync(null, content, default))
        {
            customers.Add(history.CustomerId);
        }

        return customers;
    }

    private static async Task<List<string>> OwnersAsync(IngestionBench bench)
    {
        await using var lake = await bench.OpenLakeAsync();
        var owners = new List<string>();
        await foreach (var interaction in lake.ReadInteractionsAsync(null, default))
        {
            owners.Add(interaction.Owner);
        }

        return [.. owners.Distinct()];
    }
}

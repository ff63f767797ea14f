using Insight.Testing;

namespace Insight.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class ProvisionalPurchaseTests(AzuriteFixture azurite)
{
    private const string Event = "event_id,customer_id,event_type,product_id,occurred_at,order_id,quantity,value\ne1,c1,purchase,A,2025-03-01T10:00:00Z,T1,2,10\ne2,c1,purchase,B,2025-03-01T10:00:00Z,T1,1,\ne3,c2,purchase,,2025-03-02T10:00:00Z,T2,,40\n";
    private const string Products = "product_id,title,price\nB,Plate,5\n";
    private const string Orders = "order_id,product_id,quantity,unit_price,ordered_at,customer_id\nT1,A,3,10,2025-03-01T10:00:00Z,c1\n";

    [SkippableFact]
    public async Task APurchaseCountsUntilItsOrderIsThere_WhateverCameFirst()
    {
        (string Name, string Text)[] files = [("e.csv", Event), ("p.csv", Products), ("o.csv", Orders)];
        foreach (var order in new[] { new[] { 0, 1, 2 }, [2, 1, 0], [1, 2, 0] })
        {
            await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
            foreach (var file in order)
            {
                await bench.DropAsync(files[file].Name, files[file].Text);
            }

            Assert.Equal("T1 c1 30; T2 c2 40", await Values(bench));
            Assert.Equal("T1 A 3", await bench.AskAsync<string>("SELECT string_agg(concat_ws(' ', order_id, product_id, quantity::INT), '; ') FROM order_lines"));
        }

        await using var early = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await early.DropAsync("e.csv", Event);
        await early.DropAsync("p.csv", Products);
        Assert.Equal("T1 c1 25; T2 c2 40", await Values(early));
        Assert.Equal([25.0, 40.0], (await early.HistoriesAsync()).Select(history => history.Orders.Single().Revenue));
    }

    [SkippableFact]
    public async Task WithoutOrderIds_OneOrderPerBuyerAndInstant_OnlyWhileThereAreNoOrders()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("e.csv", "anonymous_id,event_type,product_id,occurred_at,value\nv1,buy,A,2025-03-01T10:00:00Z,10\nv1,buy,B,2025-03-01T10:00:00Z,5\nv1,buy,A,2025-03-02T10:00:00Z,10\nv2,view,A,2025-03-02T10:00:00Z,\n");

        Assert.Equal([15.0, 10.0], (await bench.HistoriesAsync()).Single(history => history.CustomerId == "v1").Orders.Select(order => order.Revenue));

        await bench.DropAsync("o.csv", "order_id,ordered_at,customer_id,total\nX,2025-03-05T10:00:00Z,c1,7\n");
        Assert.Equal("X c1 7", await Values(bench));
    }

    private static Task<string> Values(IngestionBench bench) =>
        bench.AskAsync<string>("SELECT string_agg(concat_ws(' ', order_id, customer_id, revenue::INT), '; ' ORDER BY order_id) FROM order_values");
}

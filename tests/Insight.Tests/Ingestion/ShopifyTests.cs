using Insight.Ingestion;
using Insight.Shops;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class ShopifyTests(AzuriteFixture azurite)
{
    private const string Header = "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Vendor\n";

    private const string Orders = Header
        + "#1001,Ann@Example.com,paid,2024-03-01 10:00:00 +0100,EUR,30,5,0,35,2024-03-01 10:00:00 +0100,2,Mug,10.00,MUG,Clay\n"
        + "#1001,,,,,,,,,,1,Plate,10.00,PLATE,Clay\n"
        + "#1002,bob@example.com,refunded,2024-03-02 10:00:00 +0100,EUR,10,5,0,15,2024-03-02 23:30:00 -0500,1,Mug,10.00,MUG,Clay\n"
        + "#1003,ann@example.com,paid,2024-03-05 10:00:00 +0100,EUR,20,5,0,25,2024-03-05 10:00:00 +0100,2,Mug,10.00,MUG,Clay\n";

    [SkippableTheory]
    [InlineData(64_000_000)]
    [InlineData(1_000)]
    public async Task OrderLevelFieldsOfTheFirstRow_BelongToTheWholeOrder(int chunkBytes)
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, chunkBytes, currency: "EUR", timeZone: "Europe/Berlin");
        var filler = string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant(
            $"#2{i:D3},c{i}@example.com,paid,,EUR,,,,,2024-04-01 10:00:00 +0200,1,Mug,10.00,MUG,Clay\n#2{i:D3},,,,,,,,,,3,Plate,2.50,PLATE,Clay\n")));

        var receipt = await bench.DropAsync("orders.csv", Orders + filler);

        Assert.Equal("shopify_orders", receipt.Format);
        Assert.Equal(new RowCounts(84, 84, 0, 0, 0), receipt.Rows);
        var histories = (await bench.HistoriesAsync()).ToDictionary(history => history.CustomerId);
        Assert.Equal(42, histories.Count);
        var ann = histories[CustomerIds.FromEmail(bench.Shop.Salt.Span, "ann@example.com")];
        Assert.Equal([30.0, 20.0], ann.Orders.Select(order => order.Revenue));
        Assert.Equal(new DateTimeOffset(2024, 3, 1, 9, 0, 0, TimeSpan.Zero), ann.Orders[0].OrderedAt);
        var bob = histories[CustomerIds.FromEmail(bench.Shop.Salt.Span, "bob@example.com")];
        Assert.Equal((0.0, 0.0, new DateOnly(2024, 3, 3)), (bob.Orders[0].Revenue, bob.Orders[0].Returned, bob.Orders[0].Day));
        Assert.All(histories.Keys.Where(id => id != ann.CustomerId && id != bob.CustomerId), id => Assert.Equal(17.5, histories[id].Orders.Single().Revenue));
    }

    [SkippableFact]
    public async Task LaterExport_ReplacesWholeOrders_AndKnowsTheRest()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, currency: "EUR");
        await bench.DropAsync("march.csv", Orders);

        var receipt = await bench.DropAsync("april.csv", Header
            + "#1001,Ann@Example.com,paid,,EUR,30,5,0,35,2024-03-01 10:00:00 +0100,1,Mug,10.00,MUG,Clay\n"
            + "#1001,,,,,,,,,,1,Plate,10.00,PLATE,Clay\n"
            + "#1003,ann@example.com,paid,,EUR,20,5,0,25,2024-03-05 10:00:00 +0100,2,Mug,10.00,MUG,Clay\n");

        // One line of #1001 is new; its other line and #1003 were known.
        Assert.Equal(new RowCounts(3, 1, 0, 0, 2), receipt.Rows);
        Assert.Equal(20.0, await bench.AskAsync<double>("SELECT sum(quantity * unit_price) FROM order_lines WHERE order_id = '#1001'"));
        Assert.Equal(2, await bench.AskAsync<long>("SELECT count(*) FROM order_lines WHERE order_id = '#1001'"));
        Assert.Equal(20.0, await bench.AskAsync<double>("SELECT sum(quantity * unit_price) FROM order_lines WHERE order_id = '#1003'"));

        var shorter = await bench.DropAsync("may.csv", Header + "#1001,Ann@Example.com,paid,,EUR,30,5,0,35,2024-03-01 10:00:00 +0100,1,Mug,10.00,MUG,Clay\n");
        Assert.Equal(new RowCounts(1, 0, 0, 0, 1), shorter.Rows);
        Assert.Equal(10.0, await bench.AskAsync<double>("SELECT sum(quantity * unit_price) FROM order_lines WHERE order_id = '#1001'"));
    }

    [SkippableFact]
    public async Task Addresses_StandNowhereButInTheDroppedFile()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, currency: "EUR");

        var receipt = await bench.DropAsync("orders.csv", Orders + "#1004,eve@example.com,paid,,EUR,,,,,2024-03-06 10:00:00 +0100,many,Mug,10.00,MUG,Clay\nbroken,frank@example.com\n");

        Assert.Equal(new RowCounts(6, 4, 0, 2, 0), receipt.Rows);
        var quarantine = await bench.QuarantineAsync(receipt);
        Assert.Contains("bad_quantity", quarantine, StringComparison.Ordinal);
        Assert.Contains("unreadable_row", quarantine, StringComparison.Ordinal);
        Assert.DoesNotContain("@", quarantine, StringComparison.Ordinal);
        Assert.DoesNotContain("@", await bench.AskAsync<string>("SELECT string_agg(CAST(orders AS VARCHAR)) FROM orders"), StringComparison.Ordinal);
    }
}

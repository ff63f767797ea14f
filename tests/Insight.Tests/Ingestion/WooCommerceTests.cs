using Insight.Ingestion;
using Insight.Shops;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class WooCommerceTests(AzuriteFixture azurite)
{
    private const string ItemRows = """
        order_id,order_number,order_date,status,order_total,order_currency,customer_id,billing_email,item_name,item_sku,item_quantity,item_total,product_id
        101,101,2025-03-01 10:00:00,wc-completed,35.00,EUR,7,ann@example.com,Mug,MUG,2,20.00,1
        101,101,2025-03-01 10:00:00,wc-completed,35.00,EUR,7,ann@example.com,Plate,,1,15.00,2
        102,102,2025-03-02 10:00:00,processing,10.00,EUR,0,Bob@example.com,Mug,MUG,1,10.00,1
        103,103,2025-03-03 10:00:00,cancelled,10.00,EUR,7,ann@example.com,Mug,MUG,1,10.00,1
        104,104,2025-03-04 10:00:00,refunded,10.00,EUR,7,ann@example.com,Mug,MUG,1,10.00,1
        105,105,2025-03-05 10:00:00,pending,10.00,EUR,7,ann@example.com,Mug,MUG,1,10.00,1
        106,106,2025-03-06 10:00:00,completed,10.00,EUR,,,Mug,MUG,1,10.00,1

        """;

    private const string Packed = """
        order_id,order_number,order_date,status,order_total,order_currency,customer_id,customer_email,line_items
        101,101,2025-03-01 10:00:00,completed,35.00,EUR,7,ann@example.com,id:1|name:Mug; blue|product_id:1|sku:MUG|quantity:2|total:20.00;id:2|name:Plate|product_id:2|sku:|quantity:1|total:15.00
        102,102,2025-03-02 10:00:00,processing,10.00,EUR,0,bob@example.com,id:3|name:Mug|product_id:1|sku:MUG|quantity:1|total:10.00

        """;

    private const string Plugin = """
        Order Number,Order Status,Order Date,Email (Billing),Order Total Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost,Customer User ID
        101,Completed,2025-03-01 10:00,ann@example.com,35.00,MUG,1,Mug,2,10.00,7
        101,Completed,2025-03-01 10:00,ann@example.com,35.00,,2,Plate,1,15.00,7
        102,Processing,2025-03-02 10:00,bob@example.com,10.00,MUG,1,Mug,1,10.00,0

        """;

    [SkippableFact]
    public async Task ItemRows_GuestsStatesAndUnitPrices()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, currency: "EUR", timeZone: "Europe/Berlin");

        var receipt = await bench.DropAsync("orders.csv", ItemRows);

        Assert.Equal(("woocommerce_orders", new RowCounts(7, 7, 0, 0, 0)), (receipt.Format, receipt.Rows));
        Assert.Equal((2, 1, 1), (receipt.Reasons["cancelled"], receipt.Reasons["returned"], receipt.Reasons["no_customer"]));
        var histories = (await bench.HistoriesAsync()).ToDictionary(history => history.CustomerId);
        Assert.Equal(["7", CustomerIds.FromEmail(bench.Shop.Salt.Span, "bob@example.com")], histories.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([35.0, 0, 0, 0], histories["7"].Orders.Select(order => order.Revenue));
        Assert.Equal(new DateTime(2025, 3, 1, 9, 0, 0), await bench.AskAsync<DateTime>("SELECT ordered_at FROM orders WHERE order_id = '101'"));
        Assert.Equal("MUG:10 Plate:15", await bench.AskAsync<string>("SELECT string_agg(CASE product_id WHEN '2' THEN 'Plate' ELSE product_id END || ':' || unit_price::INT, ' ' ORDER BY product_id DESC) FROM order_lines WHERE order_id = '101'"));
        Assert.Equal("Mug", await bench.AskAsync<string>("SELECT title FROM products WHERE product_id = 'MUG'"));
    }

    [SkippableFact]
    public async Task EveryPluginsShape_GivesTheSameLines_AndALaterExportReplacesTheOrder()
    {
        foreach (var (export, second) in new[] { (Packed, "2"), (Plugin, "Plate") })
        {
            await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, currency: "EUR");
            var receipt = await bench.DropAsync("orders.csv", export);
            Assert.Equal(("woocommerce_orders", receipt.Rows.Read, 0L), (receipt.Format, receipt.Rows.Accepted, receipt.Rows.Rejected));
            Assert.Equal($"101 MUG 2 10; 101 {second} 1 15; 102 MUG 1 10", await bench.AskAsync<string>(
                "SELECT string_agg(concat_ws(' ', order_id, product_id, quantity::INT, unit_price::INT), '; ' ORDER BY order_id, quantity DESC) FROM order_lines"));
            Assert.Equal(45.0, (await bench.HistoriesAsync()).Sum(history => history.Orders.Sum(order => order.Revenue)));

            await bench.DropAsync("later.csv", export.Replace("quantity:2|total:20.00", "quantity:1|total:10.00", StringComparison.Ordinal).Replace(",Mug,2,", ",Mug,1,", StringComparison.Ordinal));
            Assert.Equal(25.0, await bench.AskAsync<double>("SELECT sum(quantity * unit_price) FROM order_lines WHERE order_id = '101'"));
        }
    }

    [SkippableFact]
    public async Task WithoutItems_OrdersCountByTheirTotal()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, currency: "EUR");

        var receipt = await bench.DropAsync("orders.csv", "order_id,order_number,order_date,status,order_total,order_currency,customer_id,customer_email\n1,1,2025-03-01 10:00,wc-processing,12.50,EUR,0,ann@example.com\n2,2,2025-03-02 10:00,failed,9,EUR,3,\n");

        Assert.Equal(("woocommerce_orders", new RowCounts(2, 2, 0, 0, 0)), (receipt.Format, receipt.Rows));
        Assert.Equal([0.0, 12.5], (await bench.HistoriesAsync()).Select(history => history.Orders.Single().Revenue).Order());
    }
}

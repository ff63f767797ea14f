using Insight.Testing;

namespace Insight.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class ReturnsTests(AzuriteFixture azurite)
{
    private const string Lines = """
        order_id,product_id,quantity,unit_price,ordered_at,customer_id,status
        S1,A,5,10,2025-01-01T10:00:00Z,c1,completed
        S2,A,1,10,2025-01-02T10:00:00Z,c1,completed
        S3,A,5,9,2025-01-03T10:00:00Z,c1,completed
        S4,K,5,10,2025-01-04T10:00:00Z,c1,completed
        S5,A,5,10,2025-01-09T10:00:00Z,c1,completed
        S6,postage,1,4,2025-01-09T10:00:00Z,c1,completed
        R1,A,-2,10,2025-01-05T10:00:00Z,c1,cancelled
        R2,A,-1,9,2025-01-05T11:00:00Z,c1,returned
        R3,A,-6,10,2025-01-06T10:00:00Z,c1,cancelled
        R4,K,-1,8,2025-01-07T10:00:00Z,c1,returned
        R5,A,-1,10,2025-01-08T10:00:00Z,c2,returned
        R6,A,-1,10,2025-01-08T10:00:00Z,,returned

        """;

    [SkippableFact]
    public async Task AReturn_TakesBackTheLatestEarlierSaleWithEnoughUnits_AtTheSamePriceFirst()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("lines.csv", Lines);

        Assert.Equal("R1 S1 2; R2 S3 1; R3 - 6; R4 S4 1; R5 - 1; R6 - 1", await bench.AskAsync<string>(
            "SELECT string_agg(concat_ws(' ', order_id, coalesce(sale_order_id, '-'), quantity::INT), '; ' ORDER BY order_id) FROM returns"));
        Assert.Equal("A 2025-01-01 3; A 2025-01-02 1; A 2025-01-03 4; A 2025-01-09 5; K 2025-01-04 4", await bench.AskAsync<string>(
            "SELECT string_agg(concat_ws(' ', product_id, day, quantity::INT), '; ' ORDER BY product_id, day) FROM demand"));
    }

    [SkippableFact]
    public async Task OnlineRetail_MostReturnsOfKnownCustomersFindTheirSale()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropFileAsync(TestData.Path("online_retail/online_retail_2009_2010.csv.gz"));

        var share = await bench.AskAsync<double>("SELECT avg((sale_order_id IS NOT NULL)::INT) FROM returns JOIN orders USING (order_id) WHERE customer_id IS NOT NULL AND NOT is_non_product(product_id)");

        Assert.True(share > 0.8, FormattableString.Invariant($"{share:P1} matched"));
        Assert.Equal(0, await bench.AskAsync<long>("SELECT count(*) FROM returns AS r JOIN orders AS o ON o.order_id = r.sale_order_id WHERE o.ordered_at > r.returned_at"));
        Assert.Equal(0, await bench.AskAsync<long>("SELECT count(*) FROM demand WHERE product_id = 'POST'"));
    }
}

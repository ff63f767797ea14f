using Insight.Ingestion;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class OtherFormatTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task EveryOlistFile_GoesInWithoutConfiguration()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, currency: "BRL", timeZone: "America/Sao_Paulo");
        foreach (var path in Directory.GetFiles(TestData.Path("olist"), "*.csv.gz").Order(StringComparer.Ordinal))
        {
            var receipt = await bench.DropFileAsync(path);
            Assert.Equal((IngestionStatus.Done, 0L, receipt.Rows.Read), (receipt.Status, receipt.Rows.Rejected, receipt.Rows.Accepted + receipt.Rows.Duplicate));
            Assert.StartsWith("olist_", receipt.Format, StringComparison.Ordinal);
        }

        Assert.Equal(8_135, await bench.AskAsync<long>("SELECT count(*) FROM orders"));
        Assert.True(await bench.AskAsync<bool>("SELECT bool_and(json_extract(attributes, '$.product_weight_g') IS NOT NULL) FROM (SELECT * FROM products WHERE attributes IS NOT NULL LIMIT 100)"));

        var places = await bench.DropAsync("olist_geolocation_dataset.csv", "geolocation_zip_code_prefix,geolocation_lat,geolocation_lng,geolocation_city,geolocation_state\n01037,-23.54,-46.63,sao paulo,SP\n01037,-23.54,-46.63,sao paulo,SP\n01046,-23.55,-46.64,são paulo,SP\n");
        Assert.Equal(("olist_geolocation", new RowCounts(3, 2, 0, 0, 1)), (places.Format, places.Rows));
        Assert.Equal("01037", await bench.AskAsync<string>("SELECT min(postcode) FROM places"));
    }

    [SkippableFact]
    public async Task Reviews_UnderCloseHeaders_KeepTextRatingVerdictAndTheRest()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var clothing = await bench.DropFileAsync(TestData.Path("reviews/womens_clothing_reviews.csv.gz"));
        Assert.Equal(("reviews", 23_486L, 0L), (clothing.Format, clothing.Rows.Read, clothing.Rows.Rejected));
        Assert.Equal(clothing.Rows.Read, clothing.Rows.Accepted + clothing.Rows.Duplicate);
        Assert.Equal(clothing.Rows.Accepted, await bench.AskAsync<long>("SELECT count(*) FROM reviews WHERE product_id IS NOT NULL AND rating BETWEEN 1 AND 5 AND recommended IS NOT NULL"));
        Assert.Equal("34 Dresses", await bench.AskAsync<string>("SELECT json_extract_string(attributes, '$.Age') || ' ' || category FROM reviews WHERE text LIKE 'Love this dress!  it''s sooo pretty%'"));

        var shopping = await bench.DropFileAsync(TestData.Path("reviews/online_shopping_10_cats.csv.gz"));
        Assert.Equal(("reviews", 62_774L), (shopping.Format, shopping.Rows.Read));
        Assert.Equal(10, await bench.AskAsync<long>("SELECT count(DISTINCT category) FROM reviews WHERE rating IS NULL"));
        Assert.Equal(0, await bench.AskAsync<long>("SELECT count(*) FROM reviews WHERE rating IS NULL AND recommended IS NULL"));

        var stars = await bench.DropAsync("mine.csv", "Comment,Stars,E-Mail,Name,asin\n\"Two\nlines\",4,ann@example.com,Ann,B00\n");
        Assert.Equal(("reviews", new RowCounts(1, 1, 0, 0, 0)), (stars.Format, stars.Rows));
        Assert.Equal(4, await bench.AskAsync<double>("SELECT rating FROM reviews WHERE product_id = 'B00' AND customer_id LIKE 'e\\_%' ESCAPE '\\' AND attributes IS NULL"));
    }

    [SkippableFact]
    public async Task OnlineShoppers_OneSessionARow_AlsoWhereTwoAreAlike()
    {
        var path = TestData.Path("online_shoppers/online_shoppers_intention.csv.gz");
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropFileAsync(path);

        Assert.Equal(("online_shoppers", new RowCounts(12_330, 12_330, 0, 0, 0)), (receipt.Format, receipt.Rows));
        Assert.Equal(1_908, await bench.AskAsync<long>("SELECT count(*) FROM sessions WHERE purchased"));
        Assert.Equal(184, await bench.AskAsync<long>("SELECT count(*) FROM sessions WHERE json_extract_string(attributes, '$.Month') = 'Feb' AND json_extract(attributes, '$.PageValues') IS NOT NULL"));
        var again = await bench.DropFileAsync(path);
        Assert.Equal(12_330, again.Rows.Duplicate);
    }

    [SkippableFact]
    public async Task LongSeries_CovariatesAreKept_AndABlankIsNoZero()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync("series.csv", "unique_id,ds,y,price,promo\na,2025-01-01,3,2.5,true\na,2025-01-02,,2.5,false\na,2025-01-04,0,2.5,\n");

        Assert.Equal(("long_series", new RowCounts(3, 2, 0, 1, 0), 1L), (receipt.Format, receipt.Rows, receipt.Reasons["missing_quantity"]));
        Assert.Equal("{\"price\":2.5,\"promo\":true} {\"price\":2.5}", await bench.AskAsync<string>("SELECT string_agg(covariates, ' ' ORDER BY date) FROM sales"));
    }

    [SkippableFact]
    public async Task PurchasesWithoutOrderNumbers_EqualOnesOfADayStayTwo()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, currency: "USD");

        var receipt = await bench.DropAsync("cdnow.csv", "customer_id,date,number_of_cds,dollar_value\n00001,19970101,1,11.77\n00002,19970112,1,12.00\n00002,19970112,5,77.00\n00002,19970112,1,12.00\n");

        Assert.Equal(("purchases", new RowCounts(4, 4, 0, 0, 0)), (receipt.Format, receipt.Rows));
        Assert.Equal(101.0, (await bench.HistoriesAsync()).Single(history => history.CustomerId == "00002").Orders.Sum(order => order.Revenue));
    }
}

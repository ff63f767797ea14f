using DuckDB.NET.Data;
using Insight.Ingestion;
using Insight.Lake;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

[Collection(LongAzuriteCollection.Name)]
public sealed class OnlineRetailTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task RealYear_EveryLineIsAccountedFor_TotalsEqualAnIndependentQuery_AndASecondDropAddsNothing()
    {
        var path = TestData.Path("online_retail/online_retail_2009_2010.csv.gz");
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropFileAsync(path);

        Assert.Equal(IngestionStatus.Done, receipt.Status);
        Assert.Equal("online_retail", receipt.Format);
        Assert.Equal(502_938, receipt.Rows.Read);
        Assert.Equal(receipt.Rows.Read, receipt.Rows.Accepted + receipt.Rows.Rejected + receipt.Rows.Duplicate);
        Assert.Equal(receipt.Rows.Rejected, receipt.Reasons["accounting_adjustment"] + receipt.Reasons["stock_adjustment"]);
        Assert.Equal(9_877, receipt.Reasons["cancelled"]);
        Assert.Equal(3, receipt.Reasons["accounting_adjustment"]);

        using var independent = new DuckDBConnection("DataSource=:memory:");
        independent.Open();
        independent.Execute($"CREATE VIEW f AS SELECT * FROM read_csv('{path}', all_varchar=true)");
        const string good = "NOT (Invoice LIKE 'A%') AND NOT (CAST(Quantity AS INT) < 0 AND CAST(Price AS DOUBLE) = 0 AND Invoice NOT LIKE 'C%')";
        const string sold = good + " AND Invoice NOT LIKE 'C%' AND CAST(Quantity AS INT) > 0";
        Assert.Equal(independent.Scalar<long>($"SELECT count(*) FROM f WHERE {good}"), await bench.AskAsync<long>("SELECT count(*) FROM order_lines"));
        Assert.Equal(independent.Scalar<long>($"SELECT count(DISTINCT Invoice) FROM f WHERE {good}"), await bench.AskAsync<long>("SELECT count(*) FROM orders"));
        Assert.Equal(
            independent.Scalar<double>($"SELECT sum(CAST(Quantity AS INT) * CAST(Price AS DOUBLE)) FROM f WHERE {sold}"),
            await bench.AskAsync<double>("SELECT sum(quantity * unit_price) FROM order_lines WHERE status = 'completed' AND quantity > 0"), 1e-3);
        var histories = await bench.HistoriesAsync();
        Assert.Equal(4_336, histories.Count);
        Assert.Equal(
            independent.Scalar<double>($"SELECT sum(CAST(Quantity AS INT) * CAST(Price AS DOUBLE)) FROM f WHERE {sold} AND \"Customer ID\" IS NOT NULL"),
            histories.Sum(history => history.Orders.Sum(order => order.Revenue)), 1e-3);
        Assert.Equal(
            independent.Scalar<double>($"SELECT -sum(CAST(Quantity AS INT) * CAST(Price AS DOUBLE)) FROM f WHERE Invoice LIKE 'C%' AND CAST(Quantity AS INT) < 0 AND \"Customer ID\" IS NOT NULL"),
            histories.Sum(history => history.Orders.Sum(order => order.Returned)), 1e-3);

        var again = await bench.DropFileAsync(path);
        Assert.Equal(receipt.Rows.Accepted, again.Rows.Duplicate);
        Assert.Equal(0, again.Rows.Accepted);
        Assert.Equal(receipt.Snapshot, again.Snapshot);
    }

    [SkippableFact]
    public async Task OtherHeaderAndSmallPieces_GiveTheSameLake()
    {
        await using var whole = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await using var pieces = await IngestionBench.CreateAsync(azurite.ConnectionString, chunkBytes: 1_000);
        var lines = Enumerable.Range(0, 300).Select(i => (Order: $"{536000 + (i / 7)}", Product: $"{22000 + (i % 11)}", Quantity: (i % 4) + 1, Day: 1 + (i / 28), Price: 1.25 + (i % 3))).ToList();

        await whole.DropAsync("2.csv", "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n" + string.Concat(lines.Select(l =>
            FormattableString.Invariant($"{l.Order},{l.Product},\"A \"\"fine\"\" thing, blue\",{l.Quantity},2010-12-{l.Day:D2} 08:26:00,{l.Price},17850,France\n"))));
        var receipt = await pieces.DropAsync("1.csv", "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\r\n" + string.Concat(lines.Select(l =>
            FormattableString.Invariant($"{l.Order},{l.Product},\"A \"\"fine\"\" thing, blue\",{l.Quantity},12/{l.Day}/2010 8:26,{l.Price},17850.0,France\r\n"))) + "537999,22000,x,1,12/31/2010 8:26,1,17850.0,France");

        Assert.Equal(new RowCounts(301, 301, 301, 0, 0), receipt.Rows);
        Assert.Equal(301, receipt.Reasons["decimal_id"]);
        await whole.DropAsync("3.csv", "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n537999,22000,x,1,2010-12-31 08:26,1,17850,France\n");
        Assert.Equal(await whole.LakeHashAsync(), await pieces.LakeHashAsync());
    }

    [Fact]
    public async Task AFileOfManyPiecesDroppedAgain_ChangesNothing_AlthoughItsProductsAreCalledDifferentlyWithTime()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, chunkBytes: 1_000);
        var file = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n" + string.Concat(Enumerable.Range(0, 120).Select(i =>
            FormattableString.Invariant($"{536000 + (i / 3)},{22000 + (i % 5)},NAME {i / 20},{(i % 4) + 1},2010-12-{1 + (i / 10):D2} 08:26:00,{1 + (i / 30)}.5,{17850 + (i % 2)},France\n")));

        var first = await bench.DropAsync("1.csv", file);
        var again = await bench.DropAsync("2.csv", file);

        Assert.Equal(120, first.Rows.Accepted);
        Assert.Equal(new RowCounts(120, 0, 0, 0, 120), again.Rows);
        Assert.Equal(first.Snapshot, again.Snapshot);
    }
}

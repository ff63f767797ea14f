using System.Text;
using Insight.Ingestion;
using Insight.Testing;
using Insight.Tests.Ingestion.Reading;

namespace Insight.Tests.Ingestion;

/// <summary>Archives, workbooks and encodings from the blob to the lake.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class UploadPartTests(AzuriteFixture azurite)
{
    private const string Orders = "order_id,customer_id,ordered_at,total\nB1,c1,2025-01-05 10:00,20\nB2,c2,2025-01-06 10:00,30\n";
    private const string Customers = "customer_id,country\nc1,DE\nc2,FR\n";

    [SkippableFact]
    public async Task Archive_BringsItsTables_AndNamesWhatItLeavesOut()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync("export.zip", ZipFile.Of(("orders.csv", Orders), ("people/customers.csv", Customers), ("README.txt", "hello")));

        Assert.Equal((IngestionStatus.Done, new RowCounts(4, 4, 0, 0, 0)), (receipt.Status, receipt.Rows));
        Assert.Contains("README.txt", receipt.Message, StringComparison.Ordinal);
        Assert.Equal((2L, 2L), (await bench.AskAsync<long>("SELECT count(*) FROM orders"), await bench.AskAsync<long>("SELECT count(*) FROM customers WHERE country IS NOT NULL")));
    }

    [SkippableFact]
    public async Task UnknownFileInAnArchive_LetsAllWait_AndIsNamed_UntilItsMappingLiesBesideTheArchive()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var waiting = await bench.DropAsync("till.zip", ZipFile.Of(("kasse.csv", "Nr;Wann;Wer\n1;2025-01-13;k\n")));
        var done = await bench.DropAsync("till.zip.mapping.json", """{"table": "orders", "columns": {"order_id": "Nr", "ordered_at": "Wann", "customer_id": "Wer"}}""");

        Assert.Equal((IngestionStatus.Waiting, IngestionStatus.Done, 1L), (waiting.Status, done.Status, done.Rows.Accepted));
        Assert.StartsWith("In kasse.csv: ", waiting.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task BrokenFileInAnArchive_TakesNothing_AndIsNamed()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync("export.zip", ZipFile.Of(("orders.csv", Encoding.UTF8.GetBytes(Orders)), ("cut.csv.gz", IngestionBench.Gzip(Customers)[..^6])));

        Assert.Equal(IngestionStatus.Refused, receipt.Status);
        Assert.Contains("cut off", receipt.Message, StringComparison.Ordinal);
        Assert.Equal(0, await bench.AskAsync<long>("SELECT count(*) FROM orders"));
    }

    [SkippableFact]
    public async Task Workbook_BringsItsSheets_WithRowsNumberedAsInTheSheet()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        var book = new WorkbookFile();
        book.Sheet("Orders", book.Texts("order_id", "customer_id", "ordered_at", "total"),
            [WorkbookFile.Number(1001), book.Text("c1"), WorkbookFile.Date(new DateTime(2025, 1, 5, 10, 0, 0), 2), WorkbookFile.Number(0.1 + 0.2)],
            ["", book.Text("c1"), WorkbookFile.Date(new DateTime(2025, 1, 5)), WorkbookFile.Number(5)]);
        book.Sheet("Customers", book.Texts("customer_id", "country"), book.Texts("c1", "DE"));

        var receipt = await bench.DropAsync("book.xlsx", book.ToArray());

        Assert.Equal((IngestionStatus.Done, new RowCounts(3, 2, 0, 1, 0)), (receipt.Status, receipt.Rows));
        Assert.StartsWith("2,missing_order_id", (await bench.QuarantineAsync(receipt)).Split('\n')[1], StringComparison.Ordinal);
        Assert.Equal("1001 2025-01-05 10:00:00", await bench.AskAsync<string>("SELECT order_id || ' ' || ordered_at FROM orders"));
    }

    [SkippableFact]
    public async Task OtherEncoding_IsSaidInTheReceipt()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        var text = Customers + "c3,中国\n";

        var utf16 = await bench.DropAsync("a.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]);
        var chinese = await bench.DropAsync("b.csv", CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(text)); // the framework has it

        Assert.Contains("UTF-16", utf16.Message, StringComparison.Ordinal);
        Assert.Contains("GB18030", chinese.Message, StringComparison.Ordinal);
        Assert.Equal(3, chinese.Rows.Duplicate);
        Assert.Equal("中国", await bench.AskAsync<string>("SELECT country FROM customers WHERE customer_id = 'c3'"));
    }

    [SkippableFact]
    public async Task ColumnThatChangesItsTypeHalfWay_IsRejectedAndCounted()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, chunkBytes: 2_000);
        var rows = Enumerable.Range(0, 200).Select(i => $"o{i},p,{(i < 120 ? "1" : "one")},1.50,2025-01-13,c\n");

        var receipt = await bench.DropAsync("a.csv", "order_id,product_id,quantity,unit_price,ordered_at,customer_id\n" + string.Concat(rows));

        Assert.Equal((120L, 80L, 80L), (receipt.Rows.Accepted, receipt.Rows.Rejected, receipt.Reasons["bad_quantity"]));
    }
}

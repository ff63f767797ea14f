using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using Insight.Ingestion;
using Insight.Lake;
using Insight.Shops;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

/// <summary>Files as shops really export them: every row is in the lake or in quarantine, and nothing breaks the run.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class HostileFileTests(AzuriteFixture azurite)
{
    private const string Header = "order_id,product_id,quantity,unit_price,ordered_at,customer_id\n";
    private const string Row = "1,p,1,1.50,2025-01-13,c\n";

    /// <summary>Name, content, rows accepted, rows rejected.</summary>
    public static TheoryData<string, string, long, long> Texts() => new()
    {
        { "blank first lines", "\n \r\n" + Header + Row, 1, 0 },
        { "blank lines between", Header + Row + "\n   \n\t\r\n" + Row, 2, 0 },
        { "line ends of two kinds", Header + "1,p,1,1,2025-01-13,c\r\n2,p,1,1,2025-01-13,c\n3,p,1,1,2025-01-13,c\r\n", 3, 0 },
        { "line ends of an old Mac", (Header + Row).Replace('\n', '\r'), 1, 0 },
        { "delimiter after the last field", Header + Row.TrimEnd() + ",\n", 1, 0 },
        { "repeated and reserved header names", "order_id,a,a,a_2,_row,rowid,product_id,quantity,unit_price\n1,1,2,3,4,5,p,1,1\n", 1, 0 },
        { "header with quotes", "order_id,\"we\"\"ird 'x', {y}\",product_id,quantity,unit_price\n1,z,p,1,1\n", 1, 0 },
        { "header in other case and order", "\" Unit_Price \";QUANTITY;Product_ID;extra;ORDER_ID\n\"1,50\";2;p;x;1\n", 1, 0 },
        { "quote inside a field", Header + "1,15\" pipe,1,1,2025-01-13,c\n2,\"a\" b,1,1,2025-01-13,c\n3,p,1,1,2025-01-13,c\n", 2, 1 },
        { "zero byte after the start", Header + string.Concat(Enumerable.Repeat(Row, 12_000)) + "2,p\0q,1,1,2025-01-13,c\n", 12_001, 0 },
        { "json keys of two cases", "{\"order_id\":1,\"Order_ID\":2,\"product_id\":5,\"quantity\":1,\"unit_price\":2.5,\"a\\\"b/~\":{\"x\":[1]},\"_row\":3}\n", 1, 0 },
        { "reviews with a bad rating", "review_id,rating,text\n1,five,good\n2,5,fine\n3,4,fine\n", 2, 1 },
        { "spaces in numbers", "order_id;product_id;quantity;unit_price\n1;p;1;1\u00a0234,50 €\n2;p;1;1\u202f234,5\n3;p;1;2,5\n", 3, 0 },
    };

    [SkippableTheory]
    [MemberData(nameof(Texts))]
    public async Task EveryRow_IsAcceptedOrRejected(string name, string text, long accepted, long rejected)
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync(name, text);

        Assert.Equal((IngestionStatus.Done, accepted, rejected, accepted + rejected), (receipt.Status, receipt.Rows.Accepted, receipt.Rows.Rejected, receipt.Rows.Read));
    }

    [SkippableFact]
    public async Task BytesThatAreNoUtf8_AreReadAsWindows1252_AndSaid()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        byte[] content = [.. Encoding.UTF8.GetBytes(Header.TrimEnd() + ",country\n1,p,1,1,2025-01-13,a,Åland\n2,p,1,"), 0xA3, .. "1.50,2025-01-13,b,C"u8, 0xF4, .. "te\n"u8];

        var receipt = await bench.DropAsync("latin.csv", content);

        Assert.Equal(2, receipt.Rows.Accepted);
        Assert.Contains("2 bytes", receipt.Message, StringComparison.Ordinal);
        Assert.Equal("Åland Côte", await bench.AskAsync<string>("SELECT string_agg(country, ' ' ORDER BY order_id) FROM orders"));
        Assert.Equal(1.5, await bench.AskAsync<double>("SELECT unit_price FROM order_lines WHERE order_id = '2'"));
    }

    [SkippableFact]
    public async Task JsonKey_ThatFirstAppearsLate_IsRead()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        var lines = string.Concat(Enumerable.Range(0, 6_000).Select(i => $"{{\"order_id\":\"{i}\",\"ordered_at\":\"2025-01-13\",\"total\":2.5}}\n"));

        var receipt = await bench.DropAsync("orders.jsonl", lines + "{\"order_id\":\"x\",\"ordered_at\":\"2025-01-13\",\"total\":2.5,\"customer_id\":7}\n");

        Assert.Equal(6_001, receipt.Rows.Accepted);
        Assert.Equal("7", Assert.Single(await bench.HistoriesAsync()).CustomerId);
    }

    [SkippableFact]
    public async Task Quarantine_NumbersRowsAsTheFileDoes_HasOneHeader_AndNoFormulas()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, chunkBytes: 1_000);
        var good = string.Concat(Enumerable.Range(0, 60).Select(i => $"o{i},p,1,1.50,2025-01-13,c{i}\n"));

        var receipt = await bench.DropAsync("rows.csv", Header + good
            + "o60,\"a\nb\",1,1,2025-01-13,c\nshort,row\n\n-1+cmd|x,p,1,-1,2025-01-13,c\n=HYPERLINK(1),p,1,-2.5,2025-01-13,c\nshort\nlast,p,1,-1,2025-01-13,c\n" + good.Replace('o', 'q'));

        var lines = (await bench.QuarantineAsync(receipt)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["row", "62", "63", "64", "65", "66"], lines.Select(line => line.Split(',')[0]));
        Assert.Contains("'-1+cmd", lines[2], StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", lines[3], StringComparison.Ordinal);
        Assert.Contains(",-2.5,", lines[3], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task AddressAsCustomerId_IsHashed_AndNoValueWordsAreNobody()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        await bench.DropAsync("lines.csv", Header + "1,p,1,1.50,2025-01-13,Ann@Example.com\n2,p,1,1.50,2025-01-13,NULL\n3,p,1,1.50,2025-01-13,nan\n");

        Assert.Equal(CustomerIds.FromEmail(bench.Shop.Salt.Span, "ann@example.com"), Assert.Single(await bench.HistoriesAsync()).CustomerId);
        Assert.Equal(3, await bench.AskAsync<long>("SELECT count(*) FROM orders"));
    }

    [SkippableTheory]
    [InlineData("ann@example.com,12,2025-01-01,order\nbob@example.com,13,2025-01-02,x\n")]
    [InlineData(Header + "1,p,1,1.50,ann@example.com,c\n")]
    public async Task Messages_ShowNoAddress(string text)
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync("x.csv", text);

        Assert.NotEqual(IngestionStatus.Done, receipt.Status);
        Assert.DoesNotContain("@", System.Text.Json.JsonSerializer.Serialize(receipt, IngestionLedger.Json), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task ParquetWithTypedColumns_TimesIdsFlagsAndReservedNames()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, timeZone: "America/New_York");
        var orders = Parquet("""
            SELECT 1001::BIGINT AS order_id, 17850.0::DOUBLE AS customer_id, TIMESTAMP '2025-03-09 02:30:00' AS ordered_at, 12.50::DECIMAL(9,2) AS total, 5 AS _row, [1, 2] AS tags
            UNION ALL SELECT 1002, 17851, TIMESTAMP '2025-07-01 12:00:00', 3, 6, NULL
            """);
        var customers = Parquet("SELECT 17850::INTEGER AS customer_id, TIMESTAMPTZ '2025-07-01 12:00:00+02' AS created_at, true AS marketing_consent, DATE '2025-01-02' AS consent_at");

        Assert.Equal(2, (await bench.DropAsync("o.parquet", orders)).Rows.Accepted);
        Assert.Equal(1, (await bench.DropAsync("c.parquet", customers)).Rows.Accepted);

        // 02:30 did not exist that night in New York: clocks went from 2 to 3 o'clock.
        Assert.Equal(new DateTime(2025, 3, 9, 7, 30, 0), await bench.AskAsync<DateTime>("SELECT ordered_at FROM orders WHERE order_id = '1001' AND customer_id = '17850'"));
        Assert.Equal(new DateTime(2025, 7, 1, 16, 0, 0), await bench.AskAsync<DateTime>("SELECT ordered_at FROM orders WHERE order_id = '1002'"));
        Assert.Equal(new DateTime(2025, 7, 1, 10, 0, 0), await bench.AskAsync<DateTime>("SELECT created_at FROM customers WHERE marketing_consent"));
        Assert.Equal(new DateTime(2025, 1, 2, 5, 0, 0), await bench.AskAsync<DateTime>("SELECT consent_at FROM customers"));
    }

    [SkippableFact]
    public async Task ParquetDamagedInTheMiddle_IsRefused()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        var content = Parquet("SELECT 'o' || i AS order_id, 'c' || (i * 7919 % 1000) AS customer_id, TIMESTAMP '2025-01-01' + INTERVAL (i) MINUTE AS ordered_at FROM range(20000) AS t(i)");
        content.AsSpan(2_000, 20_000).Fill(0xEE);

        var receipt = await bench.DropAsync("damaged.parquet", content);

        Assert.Equal(IngestionStatus.Refused, receipt.Status);
        Assert.Contains("Parquet", receipt.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("member_id,date,qty,price\n7,19970101,1,11.77\n7,19970101,2,24.10\n9,19970112,1,12\n", 2, 3)]
    [InlineData("Transaction,Item,date_time,period_day\n1,Bread,2016-10-30 09:58:11,morning\n2,Scone,2016-10-30 10:05:34,morning\n", 0, 2)]
    public async Task SuggestedMapping_DroppedAsItIs_BringsTheFileIn(string text, int customers, int orders)
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        var waiting = await bench.DropAsync("till.csv", text);

        var done = await bench.DropAsync("till.csv.mapping.json", System.Text.Json.JsonSerializer.Serialize(waiting.SuggestedMapping, IngestionLedger.Json));

        Assert.Equal((IngestionStatus.Waiting, IngestionStatus.Done, 0L), (waiting.Status, done.Status, done.Rows.Rejected));
        Assert.Equal(customers, (await bench.HistoriesAsync()).Count);
        Assert.Equal(orders, await bench.AskAsync<long>("SELECT count(*) FROM orders"));
    }

    [SkippableTheory]
    [InlineData("""{"table": "order_lines", "columns": null}""", "null")]
    [InlineData("""{"table": "nothing", "columns": {}}""", "order_lines")]
    [InlineData("""{"table": "order_lines", "columns": {"order_id": "Nr"}}""", "'Nr'")]
    [InlineData("""{"table": "order_lines", "columns": {"order_id": {"concat": []}}}""", "concat")]
    [InlineData("""{"table": "order_lines", "mode": "merge", "columns": {"order_id": "A"}}""", "merge")]
    [InlineData("""{"table": "order_lines", "colums": {}}""", "colums")]
    public async Task WrongMapping_SaysWhatIsWrong(string mapping, string says)
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.UploadAsync("x.csv.mapping.json", Encoding.UTF8.GetBytes(mapping));

        var receipt = await bench.DropAsync("x.csv", "A,B\n1,2\n");

        Assert.Equal(IngestionStatus.Waiting, receipt.Status);
        Assert.Contains(says, receipt.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task TwoWayDatesOfAMappedFile_SuggestTheMappingWithTheDateOrder()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.UploadAsync("x.csv.mapping.json", """{"table": "orders", "columns": {"order_id": "Nr", "ordered_at": "Tag", "customer_id": "Wer"}}"""u8.ToArray());

        var waiting = await bench.DropAsync("x.csv", "Nr,Tag,Wer\n1,01/02/2025,c\n2,03/04/2025,c\n");
        var done = await bench.DropAsync("x.csv.mapping.json", System.Text.Json.JsonSerializer.Serialize(waiting.SuggestedMapping, IngestionLedger.Json));

        Assert.Equal((IngestionStatus.Done, 2L), (done.Status, done.Rows.Accepted));
        Assert.Equal("2025-02-01", await bench.AskAsync<string>("SELECT strftime(ordered_at, '%Y-%m-%d') FROM orders WHERE order_id = '1'"));
    }

    private static byte[] Parquet(string sql)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"SET TimeZone='UTC'; COPY ({sql}) TO {DuckDb.Literal(path)} (FORMAT parquet)"));
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

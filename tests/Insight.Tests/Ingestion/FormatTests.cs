using DuckDB.NET.Data;
using Insight.Ingestion;
using Insight.Lake;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class FormatTests(AzuriteFixture azurite)
{
    private const string Lines = """
        order_id,product_id,quantity,unit_price,ordered_at,customer_id,status
        A1,p1,2,3.50,2025-01-05T10:00:00Z,c1,completed
        A1,p2,1,10,2025-01-05T10:00:00Z,c1,completed
        A1,p2,1,10,2025-01-05T10:00:00Z,c1,completed
        A2,p1,-1,3.50,2025-02-05T10:00:00Z,c1,returned
        A3,p3,4,0,2025-02-06T10:00:00Z,,completed

        """;

    [SkippableFact]
    public async Task Canonical_CsvJsonLinesParquetAndDialects_GiveTheSameLake()
    {
        var hashes = new List<string>();
        foreach (var content in await VariantsAsync())
        {
            await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
            var receipt = await bench.DropAsync("lines.dat", content);
            Assert.Equal(("order_lines", new RowCounts(5, 5, 0, 0, 0)), (receipt.Format, receipt.Rows));
            Assert.Equal(1, receipt.Reasons["repeated_line"]);
            hashes.Add(await bench.LakeHashAsync());
        }

        Assert.Equal(6, hashes.Count);
        Assert.Single(hashes.Distinct());
    }

    [SkippableFact]
    public async Task OverlappingExports_ContributeTheMaximumCount()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("first.csv", Lines);

        var receipt = await bench.DropAsync("second.csv", Lines + "A1,p2,1,10,2025-01-05T10:00:00Z,c1,completed\nA4,p1,1,3.50,2025-03-05T10:00:00Z,c2,completed\n");

        Assert.Equal(new RowCounts(7, 2, 0, 0, 5), receipt.Rows);
        Assert.Equal(3, await bench.AskAsync<long>("SELECT count(*) FROM order_lines WHERE order_id = 'A1' AND product_id = 'p2'"));
    }

    [SkippableFact]
    public async Task OrdersCustomersProducts_AreUpserted()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("o.csv", "order_id,customer_id,ordered_at,total\nB1,c1,2025-01-05 10:00,20\nB2,c2,2025-01-06 10:00,30\n");
        var changed = await bench.DropAsync("o2.jsonl", "{\"order_id\":\"B1\",\"customer_id\":\"c1\",\"ordered_at\":\"2025-01-05 10:00\",\"total\":25}\n{\"order_id\":\"B2\",\"customer_id\":\"c2\",\"ordered_at\":\"2025-01-06 10:00\",\"total\":30}\n");
        var customers = await bench.DropAsync("c.csv", "customer_id;created_at;country;marketing_consent\nc1;05.01.2025;DE;ja\nc2;25.01.2025;DE;no\n");
        var products = await bench.DropAsync("p.csv", "product_id\ttitle\tprice\np1\tMug\t1.234,50\np2\tPlate\t0,99\n");

        Assert.Equal(new RowCounts(2, 1, 0, 0, 1), changed.Rows);
        Assert.Equal([25.0], (await bench.HistoriesAsync())[0].Orders.Select(order => order.Revenue));
        Assert.Equal(new RowCounts(2, 2, 0, 0, 0), customers.Rows);
        Assert.True(await bench.AskAsync<bool>("SELECT marketing_consent FROM customers WHERE customer_id = 'c1'"));
        Assert.Equal(new DateTime(2025, 1, 5), await bench.AskAsync<DateTime>("SELECT created_at FROM customers WHERE customer_id = 'c1'"));
        Assert.Equal(new RowCounts(2, 2, 0, 0, 0), products.Rows);
        Assert.Equal(1234.5, await bench.AskAsync<double>("SELECT price FROM products WHERE product_id = 'p1'"));
    }

    [SkippableFact]
    public async Task Olist_InAnyOrderOfArrival_GivesTheSameLake()
    {
        var files = Directory.GetFiles(TestData.Path("olist"), "*.csv.gz").Where(file => !file.Contains("full_", StringComparison.Ordinal)).Order().ToArray();
        var random = new Random(7);
        var hashes = new List<string>();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, currency: "BRL", timeZone: "America/Sao_Paulo");
            random.Shuffle(files);
            foreach (var file in files)
            {
                var receipt = await bench.DropFileAsync(file);
                Assert.Equal((IngestionStatus.Done, 0L), (receipt.Status, receipt.Rows.Rejected));
                Assert.StartsWith("olist_", receipt.Format, StringComparison.Ordinal);
            }

            hashes.Add(await bench.LakeHashAsync());
            Assert.Equal(8_135, await bench.AskAsync<long>("SELECT count(*) FROM orders"));
            Assert.Equal(8_016, (await bench.HistoriesAsync()).Count);
            Assert.Equal(0, await bench.AskAsync<long>("SELECT count(*) FROM products WHERE category = 'beleza_saude'"));
        }

        Assert.Equal(hashes[0], hashes[1]);
    }

    [SkippableFact]
    public async Task UnknownColumns_WaitWithASuggestion_AndTheMappingDroppedAsItIsBringsThemIn()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        const string file = "BillNo;Artikelnummer;Menge;Preis;Datum;Kunde\n1;55;2;1,50;31.12.2024 14:05;k7\n2;56;1;9,99;01.01.2025 09:00;k8\n";

        var waiting = await bench.DropAsync("kasse.csv", file);
        Assert.Equal(IngestionStatus.Waiting, waiting.Status);
        Assert.Contains("BillNo", waiting.Message, StringComparison.Ordinal);
        Assert.NotNull(waiting.SuggestedMapping);

        var mapping = System.Text.Json.JsonSerializer.Serialize(waiting.SuggestedMapping, IngestionLedger.Json);
        var done = await bench.DropAsync("kasse.csv.mapping.json", mapping);
        Assert.Equal((IngestionStatus.Done, new RowCounts(2, 2, 0, 0, 0), waiting.Id), (done.Status, done.Rows, done.Id));
        Assert.Equal([3.0], (await bench.HistoriesAsync()).Single(history => history.CustomerId == "k7").Orders.Select(order => order.Revenue));
    }

    [SkippableFact]
    public async Task MappingBeforeItsFile_ConcatConstAndZone()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.UploadAsync("till.csv.mapping.json", """
            {"table": "order_lines", "timeZone": "America/New_York", "missing": ["NA"], "columns": {"order_id": {"concat": ["Store", "Bill"], "separator": "/"}, "product_id": "Dept",
             "quantity": {"const": "1"}, "unit_price": "Sales", "ordered_at": "When", "customer_id": "Who"}}
            """u8.ToArray());

        var receipt = await bench.DropAsync("till.csv", "Store,Bill,Dept,Sales,When,Who\n1,77,12,5.5,2025-06-30 20:00,NA\n1,78,12,6.5,2025-06-30 20:00,w1\n");

        Assert.Equal(("mapped", new RowCounts(2, 2, 0, 0, 0)), (receipt.Format, receipt.Rows));
        Assert.Equal(1, receipt.Reasons["no_customer"]);
        Assert.Equal(new DateTime(2025, 7, 1, 0, 0, 0), await bench.AskAsync<DateTime>("SELECT ordered_at FROM orders WHERE order_id = '1/78'"));
    }

    private static async Task<List<byte[]>> VariantsAsync()
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Lines);
        var folder = Directory.CreateTempSubdirectory("variants").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "a.csv"), bytes);
            using var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            connection.Execute($"SET TimeZone='UTC'; COPY (SELECT * FROM read_csv('{folder}/a.csv')) TO '{folder}/a.parquet' (FORMAT parquet)");
            connection.Execute($"COPY (SELECT * FROM read_csv('{folder}/a.csv', all_varchar=true)) TO '{folder}/a.jsonl' (FORMAT json)");
            return
            [
                bytes,
                [0xEF, 0xBB, 0xBF, .. bytes],
                IngestionBench.Gzip(Lines),
                System.Text.Encoding.UTF8.GetBytes(Lines.Replace(',', ';').Replace("3.50", "3,50", StringComparison.Ordinal).ReplaceLineEndings("\r\n")),
                await File.ReadAllBytesAsync(Path.Combine(folder, "a.parquet")),
                await File.ReadAllBytesAsync(Path.Combine(folder, "a.jsonl")),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

using System.Text.Json;
using Insight.Ingestion;
using Insight.Ingestion.Formats;
using Insight.Lake;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class MappingTests(AzuriteFixture azurite)
{
    private const string Walmart = """
        {"table": "sales", "missing": ["NA"], "join": [{"file": "features.csv", "on": ["Store", "Date"]}, {"file": "stores.csv", "on": ["Store"]}],
         "columns": {"series_id": {"concat": ["Store", "Dept"], "separator": "-"}, "date": "Date", "quantity": "Weekly_Sales", "covariates": "*rest"}}
        """;

    [SkippableFact]
    public async Task Walmart_ThreeFilesThroughOneMapping_EveryWeekWithItsCovariates()
    {
        var folder = TestData.Path("walmart");
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, currency: "USD", timeZone: "America/Chicago");
        await bench.UploadAsync("walmart/train.csv.gz.mapping.json", System.Text.Encoding.UTF8.GetBytes(Walmart));

        var train = await File.ReadAllBytesAsync(Path.Combine(folder, "train.csv.gz"));
        var waiting = await bench.DropAsync("walmart/train.csv.gz", train);
        Assert.Equal(IngestionStatus.Waiting, waiting.Status);
        Assert.Contains("features.csv", waiting.Message, StringComparison.Ordinal);

        await bench.UploadAsync("walmart/features.csv.gz", await File.ReadAllBytesAsync(Path.Combine(folder, "features.csv.gz")));
        await bench.UploadAsync("walmart/stores.csv.gz", await File.ReadAllBytesAsync(Path.Combine(folder, "stores.csv.gz")));
        var receipt = await bench.DropAsync("walmart/train.csv.gz.mapping.json", Walmart);

        Assert.Equal((IngestionStatus.Done, "mapped", new RowCounts(421_570, 421_570, 0, 0, 0)), (receipt.Status, receipt.Format, receipt.Rows));
        await using var lake = await bench.OpenLakeAsync();
        Assert.Equal(3_331, lake.Connection.Scalar<long>("SELECT count(DISTINCT series_id) FROM sales"));
        Assert.Equal(1_285, lake.Connection.Scalar<long>("SELECT count(*) FROM sales WHERE quantity < 0"));
        Assert.Equal(
            "{\"IsHoliday\":false,\"Temperature\":42.31,\"Fuel_Price\":2.572,\"CPI\":211.0963582,\"Unemployment\":8.106,\"Type\":\"A\",\"Size\":151315}",
            lake.Connection.Scalar<string>("SELECT covariates FROM sales WHERE series_id = '1-1' AND date = DATE '2010-02-05'"));
        Assert.Equal(24924.5, lake.Connection.Scalar<double>("SELECT quantity FROM sales WHERE series_id = '1-1' AND date = DATE '2010-02-05'"));
    }

    [SkippableFact]
    public async Task RepeatedRowsOfAJoinedFile_TheLastCounts_AndNoRowIsDoubled()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.UploadAsync("p.csv", "sku,name\nA, Mug\nA ,Cup\nB,Plate\n"u8.ToArray());
        await bench.UploadAsync("s.csv.mapping.json", """{"table": "products", "join": [{"file": "p.csv", "on": ["sku"]}], "columns": {"product_id": "sku", "title": "name", "attributes": {"object": ["size"]}}}"""u8.ToArray());

        var receipt = await bench.DropAsync("s.csv", "sku,size\nA,3\n B,4\nC,-\n");

        Assert.Equal((new RowCounts(3, 3, 0, 0, 0), 1L), (receipt.Rows, receipt.Reasons["repeated_join"]));
        Assert.Equal("A Cup {\"size\":3}; B Plate {\"size\":4}; C {\"size\":\"-\"}", await bench.AskAsync<string>("SELECT string_agg(concat_ws(' ', product_id, title, attributes), '; ' ORDER BY product_id) FROM products"));
    }

    [SkippableFact]
    public async Task FileThatWaitsForWhatItJoins_GoesInWhenThatComes()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.UploadAsync("new/s.csv.mapping.json", """{"table": "products", "join": [{"file": "p.csv", "on": ["sku"]}], "columns": {"product_id": "sku", "title": "name"}}"""u8.ToArray());
        var waiting = await bench.DropAsync("new/s.csv", "sku,size\nA,3\n");
        await bench.DropAsync("p.csv", "sku,name\nA,Elsewhere\n");
        Assert.Equal(0, await bench.AskAsync<long>("SELECT count(*) FROM products WHERE title = 'Elsewhere' OR title = 'Mug'"));

        await bench.DropAsync("new/p.csv", "sku,name\nA,Mug\n");

        Assert.Equal(IngestionStatus.Waiting, waiting.Status);
        Assert.Equal(IngestionStatus.Done, (await bench.Get<IngestionLedger>().FindAsync(bench.Shop.Id, waiting.Id, default))!.Status);
        Assert.Equal("Mug", await bench.AskAsync<string>("SELECT title FROM products WHERE product_id = 'A'"));
    }

    [SkippableFact]
    public async Task JoinOnAColumnThatIsNotThere_NamesItAndListsTheColumns()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.UploadAsync("p.csv", "code,name\nA,Mug\n"u8.ToArray());
        await bench.UploadAsync("s.csv.mapping.json", """{"table": "products", "join": [{"file": "p.csv", "on": ["sku"]}], "columns": {"product_id": "sku", "title": "name"}}"""u8.ToArray());
        await bench.UploadAsync("t.csv.mapping.json", """{"table": "products", "join": [{"file": "../p.csv", "on": ["sku"]}], "columns": {"product_id": "sku"}}"""u8.ToArray());

        var receipt = await bench.DropAsync("s.csv", "sku,size\nA,3\n");
        var outside = await bench.DropAsync("t.csv", "sku,size\nA,3\n");

        Assert.Equal((IngestionStatus.Waiting, IngestionStatus.Waiting), (receipt.Status, outside.Status));
        Assert.Contains("'sku', which p.csv does not have: its columns are code, name", receipt.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("append", IngestionMode.Append)]
    [InlineData("upsert", IngestionMode.Upsert)]
    [InlineData("replace", IngestionMode.Replace)]
    public void Mode_IsCarriedByTheInterpretation(string mode, object expected)
    {
        var mapping = new Mapping { Table = "products", Mode = mode, Columns = new Dictionary<string, JsonElement> { ["product_id"] = JsonSerializer.SerializeToElement("sku") } };

        Assert.Equal(expected, FormatCatalog.Recognise(new FileColumns(["sku"]), mapping).Mode);
        Assert.Equal(expected, FormatCatalog.Recognise(new FileColumns(["order_id", "ordered_at"]), new Mapping { Mode = mode }).Mode);
    }

    [Theory]
    [InlineData("""{"mode": "merge"}""", "the mode 'merge' is not known")]
    [InlineData("""{"sequence": "user"}""", "expected customer or session")]
    [InlineData("""{"join": [{"file": "x.csv", "on": ["a"]}]}""", "join needs table")]
    [InlineData("""{"table": "sales", "columns": {"series_id": "shop", "date": "ds", "quantity": {"sum": ["a"]}}}""", "\"*rest\"")]
    [InlineData("""{"table": "sales", "columns": {"series_id": "shop", "date": "ds", "quantity": "y", "covariates": {"object": ["weather"]}}}""", "'weather', which the file does not have")]
    public void WhatDoesNotFit_IsNamed(string json, string expected)
    {
        var mapping = JsonSerializer.Deserialize<Mapping>(json, JsonSerializerOptions.Web)!; // no JSON null

        var problem = Assert.Throws<MappingNeededException>(() => FormatCatalog.Recognise(new FileColumns(["shop", "ds", "y"]), mapping));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Contains("shop, ds, y", problem.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("events", "Ereignis,Artikelnr,Besucher,Zeit\nView,1,v1,2025-03-01 10:00\n")]
    [InlineData("order_lines", "Bestellnr;Artikel;Anzahl;Einzelpreis;Bestelldatum;Kundennr\n1;55;2;1,50;31.12.2024 14:05;k7\n")]
    [InlineData("order_lines", "pedido,articulo,cantidad,precio,pais\n1,55,2,1.50,ES\n")]
    [InlineData("orders", "Kunde,Datum,Betrag\nk1,2025-03-01,12.5\n")]
    [InlineData("sales", "Filiale,Warengruppe,Datum,Umsatz,Feiertag\n1,2,2025-03-01,100,nein\n")]
    [InlineData("reviews", "producto,comentario,estrellas,fecha\n1,Muy bueno,5,2025-03-01\n")]
    [InlineData("stock", "Artikelnr;Lagerbestand\n55;7\n")]
    [InlineData("products", "Artikelnr;Bezeichnung;Preis\n55;Mug;7,50\n")]
    [InlineData("customers", "Kundennr;Land\n7;DE\n")]
    public async Task Suggestions_CanBeDroppedAsTheyAre(string table, string content)
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var waiting = await bench.DropAsync("file.csv", content);
        Assert.Equal((IngestionStatus.Waiting, table), (waiting.Status, waiting.SuggestedMapping?.Table));
        Assert.Contains(content.Split('\n')[0].Split([',', ';'])[0], waiting.Message, StringComparison.Ordinal);

        var done = await bench.DropAsync("file.csv.mapping.json", JsonSerializer.Serialize(waiting.SuggestedMapping, IngestionLedger.Json));
        Assert.Equal((IngestionStatus.Done, new RowCounts(1, 1, 0, 0, 0), 1L), (done.Status, done.Rows, done.Tables[table]));
    }

    [Fact]
    public void WithoutHeader_APurchaseListIsGuessedFromItsValues()
    {
        var columns = new FileColumns(["column1", "column2", "column3", "column4", "column5"], hasHeader: false, [["00004", "0001", "19970101", "2", "29.33"], ["00021", "0002", "19970101", "3", "63.34"]]);

        var problem = Assert.Throws<MappingNeededException>(() => FormatCatalog.Recognise(columns, null));

        Assert.Equal("orders", problem.Suggestion?.Table);
        Assert.Equal(("column1", "column3", "column5"), (Text("customer_id"), Text("ordered_at"), Text("total")));
        Assert.Equal("mapped", FormatCatalog.Recognise(columns, problem.Suggestion).Format);

        string? Text(string column) => problem.Suggestion?.Columns[column].GetString();
    }
}

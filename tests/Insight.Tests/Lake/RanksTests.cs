using Insight.Lake;
using Insight.Testing;
using Insight.Tests.Ingestion;

namespace Insight.Tests.Lake;

/// <summary>Rows that a file is about and rows known by the way lie in files of one table, whose ranks are small numbers here and times there.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RanksTests(AzuriteFixture azurite)
{
    private const string Products = "product_id,title,category\nP1,Mug,Kitchen\n";

    private const string Orders = """
        Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
        1,P1,MUG,1,2025-03-01 10:00:00,9.5,7,France
        1,P2,POT,1,2025-03-01 10:00:00,19.5,7,France

        """;

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ProductsToldAndByTheWay_AreReadTogether_WhateverCameFirst(bool productsFirst)
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        (string Name, string Content)[] files = [("products.csv", Products), ("orders.csv", Orders)];
        foreach (var (name, content) in productsFirst ? files : files.Reverse())
        {
            await bench.DropAsync(name, content);
        }

        await using var lake = await bench.OpenLakeAsync();
        var ranks = lake.Connection.Query("SELECT product_id, title, _rank > 0 FROM newest_products ORDER BY product_id", reader => (reader.GetString(0), reader.GetString(1), reader.GetBoolean(2))).ToList();

        Assert.Equal([("P1", "Mug", true), ("P2", "POT", false)], ranks);
    }
}

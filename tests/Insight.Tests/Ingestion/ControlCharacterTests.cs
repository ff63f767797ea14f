using System.Text;
using Insight.Ingestion;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

/// <summary>Characters that no export means to write, where they were found to do harm.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class ControlCharacterTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task ZeroByteInAColumnName_IsNoFailure()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync("x.csv", "order_id,ordered_at,no\0te\n" + Rows("A{0},2025-01-31,x\n"));

        Assert.Equal(new RowCounts(20, 20, 0, 0, 0), receipt.Rows);
    }

    [SkippableFact]
    public async Task ControlCharacterInAJsonLine_CostsThatLineOnly()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync("x.jsonl", Rows("{{\"order_id\": \"A{0}\", \"ordered_at\": \"2025-01-31\"}}\n") + "{\"order_id\": \"B\", \u0001 \"ordered_at\": \"2025-01-31\"}\n");

        Assert.Equal(new RowCounts(21, 20, 0, 1, 0), receipt.Rows);
        Assert.Equal(1, receipt.Reasons["unreadable_row"]);
    }

    [SkippableFact]
    public async Task BlanksAroundAText_AreTrimmedWhateverItsLength()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        await bench.DropAsync("p.csv", "product_id,title\n1,\u00A0Mug\n2,\u00A0A mug to drink from\n3, \u00A0A mug to drink from\n");

        Assert.Equal("A mug to drink from,A mug to drink from,Mug", await bench.AskAsync<string>("SELECT string_agg(title, ',' ORDER BY title) FROM products"));
    }

    [SkippableTheory]
    [InlineData("77,{0},x,y,z\n")]
    [InlineData("77,\"{0}\"{0},x\n")]
    [InlineData("77,\"{0}\n{0}\" x,y\n")]
    [InlineData("77,\"{0}\n{0}\",x,y,z\n")]
    [InlineData("77,{0},x,y,z")]
    public async Task LongUnreadableLineBeyondAscii_IsQuarantined(string line)
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        var text = string.Concat(Enumerable.Repeat("漢字é", 2_000));

        var receipt = await bench.DropAsync("p.csv", "product_id,title,category\n" + Rows("{0},\"Mug, blue\",kitchen\n") + string.Format(System.Globalization.CultureInfo.InvariantCulture, line, text));

        Assert.Equal((20, 20), (receipt.Rows.Accepted, receipt.Rows.Read - receipt.Rows.Rejected));
        Assert.Equal(receipt.Rows.Rejected, receipt.Reasons["unreadable_row"]);
        Assert.Contains("漢字é漢字é", await bench.QuarantineAsync(receipt), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task LongLineOfTheRightShape_IsNoOtherThanAShortOne()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        var text = string.Concat(Enumerable.Repeat("漢字é, ", 2_000));

        var receipt = await bench.DropAsync("p.csv", "product_id,title,category\n" + Rows("{0},\"Mug, blue\",kitchen\n") + $"77,\"{text}\n\"\"{text}\"\"\",kitchen\n78,\"{text}\",kitchen,\n");

        Assert.Equal(new RowCounts(22, 22, 0, 0, 0), receipt.Rows);
        Assert.Equal($"{text}\n\"{text}\"", await bench.AskAsync<string>("SELECT title FROM products WHERE product_id = '77'"));
    }

    private static string Rows(string format)
    {
        var rows = new StringBuilder();
        for (var i = 0; i < 20; i++)
        {
            rows.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, format, i);
        }

        return rows.ToString();
    }
}

using Insight.Ingestion;

namespace Insight.Tests.Ingestion.Reading;

public sealed class WorkbookTests
{
    [Fact]
    public async Task Cells_BecomeTextAsAnExportWritesIt()
    {
        var book = new WorkbookFile();
        book.Sheet("Orders",
            null,
            book.Texts("order_id", "day", "at", "time", "price", "share", "ok", "note", "formula"),
            [book.Text("0017"), WorkbookFile.Date(new DateTime(2025, 3, 31)), WorkbookFile.Date(new DateTime(2025, 3, 31, 14, 5, 9), 2), WorkbookFile.Number(0.5, 3), WorkbookFile.Number(0.1 + 0.2), WorkbookFile.Number(0.25, 4),
                WorkbookFile.Flag(true), WorkbookFile.Inline("a, \"b\"\nc"), WorkbookFile.FormulaNumber("1+1", 2)],
            null,
            [WorkbookFile.Number(1234567890123), "", WorkbookFile.Date(new DateTime(2025, 3, 31, 0, 0, 0), 2), "", WorkbookFile.Number(-1e-7), "", WorkbookFile.Flag(false), WorkbookFile.Error("#N/A"), WorkbookFile.FormulaText("A1", "=x")]);

        var (tables, _) = await ReadTable.AllAsync(book.ToArray());

        var table = Assert.Single(tables);
        Assert.Equal("Orders", table.Name);
        Assert.Equal(["order_id", "day", "at", "time", "price", "share", "ok", "note", "formula"], table.Columns);
        Assert.Equal(["0017|2025-03-31|2025-03-31 14:05:09|12:00:00|0.3|0.25|true|a, \"b\"\nc|2", "1234567890123|∅|2025-03-31|∅|-0.0000001|∅|false|∅|=x"], table.Lines);
        Assert.Equal([1, 2], table.Rows.Select(row => row.Row));
    }

    [Fact]
    public async Task EverySheetWithRows_IsATable()
    {
        var book = new WorkbookFile();
        book.Sheet("A", book.Texts("x"), [WorkbookFile.Number(1)]).Sheet("Empty").Sheet("B & C".Replace("&", "&amp;", StringComparison.Ordinal), book.Texts("y", "z"), [WorkbookFile.Number(2), WorkbookFile.Number(3)]);

        var (tables, _) = await ReadTable.AllAsync(book.ToArray(), new Mapping { Table = "orders" });

        Assert.Equal([("A", "1"), ("B & C", "2|3")], tables.Select(table => (table.Name, Assert.Single(table.Lines))));
        Assert.All(tables, table => Assert.Equal("orders", table.Mapping!.Table));
    }

    [Fact]
    public async Task CellsBesideTheTable_AreColumnsWithoutAName()
    {
        var book = new WorkbookFile();
        book.Sheet("A", book.Texts("x", "y"), [WorkbookFile.Number(1), WorkbookFile.Number(2), "", book.Text("look here")], [WorkbookFile.Number(3)]);

        var (tables, _) = await ReadTable.AllAsync(book.ToArray());

        Assert.Equal(["x", "y", "column3", "column4"], tables[0].Columns);
        Assert.Equal(["1|2|∅|look here", "3|∅|∅|∅"], tables[0].Lines);
    }

    [Fact]
    public async Task ManyRows_ComeInPieces()
    {
        var book = new WorkbookFile();
        book.Sheet("A", Enumerable.Range(0, 20_001).Select(i => i == 0 ? book.Texts("n", "text") : [WorkbookFile.Number(i), book.Text($"text {i}")]));

        var (tables, _) = await ReadTable.AllAsync(book.ToArray(), options: ReadTable.Options(chunkBytes: 50_000));

        Assert.Equal(Enumerable.Range(1, 20_000).Select(i => $"{i}|text {i}"), tables[0].Lines);
    }

    public static TheoryData<string, byte[], string> Unusable()
    {
        var book = new WorkbookFile();
        var good = book.Sheet("A", Enumerable.Range(0, 3_000).Select(i => new[] { WorkbookFile.Number(i), book.Text($"text {i * 7919 % 10_007}") })).ToArray();
        var damaged = (byte[])good.Clone();
        damaged.AsSpan(damaged.Length / 2, 500).Fill(0x33);
        var compound = new byte[4096];
        new Random(1).NextBytes(compound);
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(compound);
        return new TheoryData<string, byte[], string>
        {
            { "cut", good[..(good.Length * 2 / 3)], "damaged or cut off" },
            { "damaged", damaged, "workbook" },
            { "empty", new WorkbookFile().Sheet("A").ToArray(), "no rows" },
            { "compound file of something", compound, "Excel workbook" },
        };
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task UnusableWorkbook_IsRefusedWithWhy(string name, byte[] content, string says)
    {
        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => ReadTable.AllAsync(content));

        Assert.True(refusal.Message.Contains(says, StringComparison.Ordinal), $"{name}: {refusal.Message}");
    }

    [Fact]
    public async Task TooLargeWorkbook_IsRefused()
    {
        var book = new WorkbookFile();
        var options = ReadTable.Options();
        options.MaxWholeFileBytes = 1_000;

        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => ReadTable.AllAsync(book.Sheet("A", book.Texts("x")).ToArray(), options: options));

        Assert.Contains("too large", refusal.Message, StringComparison.Ordinal);
    }
}

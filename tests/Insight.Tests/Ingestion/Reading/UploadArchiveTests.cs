using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Insight.Ingestion;
using Insight.Ingestion.Reading;

namespace Insight.Tests.Ingestion.Reading;

public sealed class UploadArchiveTests
{
    private const string Orders = "order_id,total\n1,2.50\n2,3\n";
    private const string Customers = "customer_id,country\nc1,DE\n";

    [Fact]
    public async Task EveryFile_IsATable_AndWhatIsNoDataIsNamed()
    {
        var (tables, notes) = await ReadTable.AllAsync(ZipFile.Of(
            ("orders.csv", Encoding.UTF8.GetBytes(Orders)),
            ("sub/", []),
            ("sub/customers.csv.gz", IngestionBench.Gzip(Customers)),
            ("events.jsonl", "{\"event\":\"view\",\"product_id\":\"p\"}\n"u8.ToArray()),
            ("__MACOSX/._orders.csv", [0, 5, 22, 7]),
            (".DS_Store", [0, 0, 0, 1]),
            ("empty.csv", []),
            ("README.txt", "Exported by the shop."u8.ToArray()),
            ("report.pdf", "%PDF-1.7"u8.ToArray()),
            ("noname", [.. "\x89PNG"u8, 0, 1, 2, 3, 0, 0])));

        Assert.Equal(["orders.csv", "sub/customers.csv.gz", "events.jsonl"], tables.Select(table => table.Name));
        Assert.Equal(["1|2.50", "2|3"], tables[0].Lines);
        Assert.Equal(["c1|DE"], tables[1].Lines);
        Assert.Equal(["view|p"], tables[2].Lines);
        var note = Assert.Single(notes);
        Assert.All(["__MACOSX/._orders.csv", ".DS_Store", "empty.csv", "README.txt", "report.pdf", "noname"], name => Assert.Contains(name, note, StringComparison.Ordinal));
    }

    [Fact]
    public async Task MappingOfAnEntry_LiesInside_AndTheArchivesAppliesToTheRest()
    {
        var beside = new Mapping { Table = "orders" };

        var (tables, _) = await ReadTable.AllAsync(ZipFile.Of(("a/kasse.csv", "Nr,Wert\n1,2\n"), ("b.csv", Orders), ("a/kasse.csv.mapping.json", "{\"table\": \"order_lines\"}")), beside);

        Assert.Equal([("a/kasse.csv", "order_lines"), ("b.csv", "orders")], tables.Select(table => (table.Name, table.Mapping!.Table)));
    }

    [Fact]
    public async Task WrongMappingInside_SaysSo() =>
        Assert.Contains("mapping.json", (await Assert.ThrowsAsync<MappingNeededException>(() => ReadTable.AllAsync(ZipFile.Of(("a.csv", Orders), ("a.csv.mapping.json", "{\"tabel\": 1}"))))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task NamesThatLeadElsewhere_AreOnlyNames()
    {
        var outside = Path.Combine(Path.GetTempPath(), $"escaped-{Guid.NewGuid():n}.csv");

        // ReadTable holds that nothing is left in the folder of the work.
        var (tables, _) = await ReadTable.AllAsync(ZipFile.Of(("../../" + Path.GetFileName(outside), Orders), (outside, Orders), (@"..\..\windows.csv", Orders)));

        Assert.Equal(3, tables.Count);
        Assert.All(tables, table => Assert.Equal(2, table.Rows.Count));
        Assert.False(File.Exists(outside));
    }

    [Fact]
    public async Task WorkbookInside_GivesItsSheets()
    {
        var workbook = new WorkbookFile();
        var content = workbook.Sheet("Bestellungen", workbook.Texts("order_id", "total"), [workbook.Text("7"), WorkbookFile.Number(2.5)]).ToArray();

        var (tables, _) = await ReadTable.AllAsync(ZipFile.Of(("orders.csv", Encoding.UTF8.GetBytes(Orders)), ("book.xlsx", content)));

        Assert.Equal(["orders.csv", "book.xlsx: Bestellungen"], tables.Select(table => table.Name));
        Assert.Equal(["7|2.5"], tables[1].Lines);
    }

    public static TheoryData<string, byte[], string> Unusable()
    {
        var good = ZipFile.Of(("orders.csv", Encoding.UTF8.GetBytes(Orders + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i * 7919L % 100_003},{i}\n")))));
        var flipped = (byte[])good.Clone();
        flipped.AsSpan(200, 40).Fill(0x55);
        return new TheoryData<string, byte[], string>
        {
            { "cut", good[..(good.Length / 2)], "damaged or cut off" },
            { "rubbish after the mark", "PK\u0003\u0004rest"u8.ToArray(), "damaged or cut off" },
            { "damaged inside", flipped, "damaged or cut off" },
            { "checksum", WithOtherChecksum(), "checksum" },
            { "encrypted", Encrypted(), "encrypted" },
            { "zip inside", ZipFile.Of(("inner.zip", ZipFile.Of(("a.csv", Orders)))), "zip archive inside the zip archive" },
            { "no files", ZipFile.Of(Array.Empty<(string, string)>()), "no data" },
            { "only a readme", ZipFile.Of(("README.md", "# hello")), "README.md" },
            { "word document", ZipFile.Of(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")), "office document" },
        };
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task UnusableArchive_IsRefusedWithWhy(string name, byte[] content, string says)
    {
        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => ReadTable.AllAsync(content));

        Assert.True(refusal.Message.Contains(says, StringComparison.Ordinal), $"{name}: {refusal.Message}");
    }

    [Fact]
    public async Task TooManyFiles_AreRefused()
    {
        var options = ReadTable.Options();
        options.MaxArchiveEntries = 3;

        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => ReadTable.AllAsync(ZipFile.Of(("a", "x"), ("b", "x"), ("c", "x"), ("d", "x")), options: options));

        Assert.Contains("found 4, expected at most 3", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ZipBomb_IsRefusedBeforeItIsUnpacked()
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = archive.CreateEntry("bomb.csv").Open();
            var block = Encoding.ASCII.GetBytes("order_id,total\n" + string.Concat(Enumerable.Repeat("1,2\n", 250_000)));
            for (var i = 0; i < 110; i++)
            {
                stream.Write(block);
            }
        }

        var options = ReadTable.Options();
        options.MaxExpansionRatio = 100;

        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => ReadTable.AllAsync(buffer.ToArray(), options: options));

        Assert.Contains("unpacks to more", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntryThatSaysItIsSmall_GivesNoMoreThanItSays()
    {
        // The sizes in the list of entries and in front of the entry say 15 bytes: the header.
        var content = ZipFile.Of(("a.csv", Orders + string.Concat(Enumerable.Repeat("1,2\n", 1_000_000))));
        var central = content.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(central + 24), 15);

        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => ReadTable.AllAsync(content));

        Assert.Contains("damaged", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GzipBomb_IsRefusedWhileItIsRead()
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("1,2\n", 250_000)));
            for (var i = 0; i < 130; i++)
            {
                gzip.Write(block);
            }
        }

        var options = ReadTable.Options();
        options.MaxExpansionRatio = (int)(100_000_000 / buffer.Length);
        buffer.Position = 0;
        await using var content = await UploadContent.OpenAsync(buffer, buffer.Length, options, default);

        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => content.Stream.CopyToAsync(Stream.Null));

        Assert.Contains("unpacks to more", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] WithOtherChecksum()
    {
        var content = ZipFile.Of(("a.csv", Orders));
        var central = content.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        content[central + 16] ^= 0xFF;
        return content;
    }

    private static byte[] Encrypted()
    {
        var content = ZipFile.Of(("a.csv", Orders));
        content[6] |= 1;
        content[content.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        return content;
    }
}

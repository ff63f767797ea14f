using System.IO.Compression;
using System.Text;
using Insight.Ingestion.Reading;

namespace Insight.Tests.Ingestion.Reading;

public sealed class TextEncodingTests
{
    private const string Chinese = "order_id,标题,评论\n1,苹果,很好吃，下次还会再买\n2,手机,质量不错€\n3,衣服,“一般”\n";
    private const string French = "id,libellé,ville\n1,Crème brûlée à la française,Orléans\n2,Pâté d'été,Besançon\n3,Où ça? Là-bas!,Nîmes\n";
    private const string German = "id;größe;straße\n1;übergroß;Königsallee\n2;mäßig;Am Südbahnhof\n3;ÄÖÜ;Fußgängerübergang\n";

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!; // the framework has it
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!; // the framework has it

    public static TheoryData<string, byte[], string?> Texts() => new()
    {
        { Chinese, Encoding.UTF8.GetBytes(Chinese), null },
        { Chinese, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Chinese)], null },
        { Chinese, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Chinese)], "UTF-16" },
        { Chinese, [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Chinese)], "UTF-16" },
        { Chinese, Encoding.Unicode.GetBytes(Chinese), "UTF-16" },
        { German, Encoding.BigEndianUnicode.GetBytes(German), "UTF-16" },
        { Chinese, Gb18030.GetBytes(Chinese), "GB18030" },
        { "标题\n苹果\n", Gb18030.GetBytes("标题\n苹果\n"), "GB18030" },
        { "id,name\n1,苹果\n", Gb18030.GetBytes("id,name\n1,苹果\n"), "GB18030" },
        { French, Windows1252.GetBytes(French), null },
        { German, Windows1252.GetBytes(German), null },
        { "n;stadt\n1;Köln\n2;Müller\n", Windows1252.GetBytes("n;stadt\n1;Köln\n2;Müller\n"), null },
        { "n;d\n1;ÜBERGRÖßE\n", Windows1252.GetBytes("n;d\n1;ÜBERGRÖßE\n"), null },
        { "n;d\n1;2 €\n", Windows1252.GetBytes("n;d\n1;2 €\n"), null },
        { "n,d\n1,plain\n", Encoding.ASCII.GetBytes("n,d\n1,plain\n"), null },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Encoding_IsToldFromTheBytes_AndNothingIsLost(string text, byte[] content, string? encoding)
    {
        var table = await ReadTable.OneAsync(content);

        Assert.Equal(encoding, table.Encoding);
        var delimiter = text.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(delimiter)).ToList();
        Assert.Equal(lines[0], table.Columns);
        Assert.Equal(lines.Skip(1), table.Rows.Select(row => row.Values));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("GB18030")]
    [InlineData("utf-8")]
    public async Task LongTexts_AreDecodedAcrossAllBufferEnds(string name)
    {
        // Characters of one, two, three and four bytes, so that reads and pieces end inside them.
        var encoding = name == "GB18030" ? Gb18030 : Encoding.GetEncoding(name);
        var rows = Enumerable.Range(0, 40_000).Select(i => $"{i},{new string('x', i % 7)}苹果é的{(i % 3 == 0 ? "𠀀" : "评论")}").ToList();
        var content = encoding.GetBytes("id,text\r\n" + string.Join("\r\n", rows) + "\r\n");

        var table = await ReadTable.OneAsync(new DribblingStream(content), content.Length, ReadTable.Options(chunkBytes: 200_001));

        Assert.Equal(rows, table.Rows.Select(row => string.Join(',', row.Values)));
        Assert.Equal(0, table.Reinterpreted);
    }

    [Fact]
    public async Task Windows1252_InsideUtf8_IsCounted_AndChineseUtf8StaysUtf8()
    {
        byte[] content = [.. Encoding.UTF8.GetBytes("id,text\n1,苹果很好吃\n2,质量不错\n3,"), 0xE9, .. ",\n"u8];

        var table = await ReadTable.OneAsync(content);

        Assert.Null(table.Encoding);
        Assert.Equal(1, table.Reinterpreted);
        Assert.Equal(["1|苹果很好吃", "2|质量不错", "3|é"], table.Lines);
    }

    [SkippableFact]
    public async Task ChineseReviews_InGb18030_ComeBackAsTheyWere()
    {
        using var gzip = new GZipStream(File.OpenRead(Insight.Testing.TestData.Path("reviews/online_shopping_10_cats.csv.gz")), CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        await gzip.CopyToAsync(buffer);
        var utf8 = buffer.ToArray();
        var there = await ReadTable.OneAsync(utf8, ReadTable.Options(chunkBytes: 3_000_000));

        var back = await ReadTable.OneAsync(Gb18030.GetBytes(Encoding.UTF8.GetString(utf8)), ReadTable.Options(chunkBytes: 3_000_000));

        Assert.Equal("GB18030", back.Encoding);
        Assert.Equal(there.Lines, back.Lines);
        Assert.Equal((62_774, 0), (back.Rows.Count, back.Unreadable.Count));
    }

    [Fact]
    public void BinaryWithManyZeros_IsNotUtf16()
    {
        var random = new Random(5);
        var integers = new byte[4096];
        for (var i = 0; i < integers.Length; i += 4)
        {
            BitConverter.TryWriteBytes(integers.AsSpan(i), random.Next(1, 30));
        }

        Assert.Equal(ContentKind.Binary, ContentSniffer.KindOf(integers, TextEncoding.Detect(integers)));
    }
}

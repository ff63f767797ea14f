using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Insight.Ingestion;
using Insight.Ingestion.Reading;

namespace Insight.Tests.Ingestion.Reading;

/// <summary>Bytes that are no clean export: a row is read, or it is unreadable under its own number, and no row takes another along.</summary>
public sealed class HostileReadingTests
{
    private const string Header = "id,name,n\n";

    /// <summary>Text, rows read, unreadable rows with their number.</summary>
    public static TheoryData<string, string[], string[]> Texts() => new()
    {
        { Header + "1,a,1\n2,b\n3,c,1,9\n4,d,1\n", ["1|a|1", "4|d|1"], ["2:2,b", "3:3,c,1,9"] },
        { Header + "1,a,1,,,\n2,b,1,\n3,c,1,,x\n", ["1|a|1", "2|b|1"], ["3:3,c,1,,x"] },
        { Header + "1,\"a,1\n2,b,1\n3,c,1\n", ["2|b|1", "3|c|1"], ["1:1,\"a,1"] },
        { Header + "1,\"a,1\n2,\"b\",1\n3,\"c\"\"d\",1\n", ["2|b|1", "3|c\"d|1"], ["1:1,\"a,1"] },
        { Header + "1,a,1\n2,b,\"1\n", ["1|a|1"], ["2:2,b,\"1"] },
        { Header + "1,a,1\n2,b,\"1", ["1|a|1"], ["2:2,b,\"1"] },
        { Header + "1,\"a\nb\",1\n2,\"x\ny,1\n3,c,1\n", ["1|a\nb|1", "3|c|1"], ["2:2,\"x", "3:y,1"] },
        { Header + "1,\"p,1\n" + string.Concat(Enumerable.Range(2, 8).Select(i => $"{i},b,1\n")) + "10,x\",1\n11,c,1\n", [.. Enumerable.Range(2, 8).Select(i => $"{i}|b|1"), "10|x\"|1", "11|c|1"], ["1:1,\"p,1"] },
        { Header + "1,\"one\n\ntwo\nthree\n\nfour\nfive, six\",1\n", ["1|one\n\ntwo\nthree\n\nfour\nfive, six|1"], [] },
        { Header + "1,a\0b,1\n" + string.Concat(Enumerable.Repeat("2,c,1\n", 20)), ["1|a\0b|1", .. Enumerable.Repeat("2|c|1", 20)], [] },
        { Header + "1,it's 5\" wide,1\n2,\"\",1\n3,\"\"\"\",1\n", ["1|it's 5\" wide|1", "2||1", "3|\"|1"], [] },
        { Header + "1," + new string('x', 5_000) + ",1\n2,b,1\n", ["2|b|1"], ["1:1," + new string('x', 998) + "… (a line of 5004 bytes; expected at most 2000)"] },
        { Header + "1,\"" + new string('x', 5_000) + "\",1\n2,b,1\n", ["2|b|1"], ["1:1,\"" + new string('x', 997) + "… (a line of 5006 bytes; expected at most 2000)"] },
        { Header + "1,\"" + string.Concat(Enumerable.Repeat("text\n", 1_000)) + "2,b,1\n3,c,1\n", ["2|b|1", "3|c|1"], ["1:1,\"text", .. Enumerable.Range(2, 999).Select(i => $"{i}:text")] },
        { " 1 a  1\n 2 b\n 3 c  1\n" + string.Concat(Enumerable.Repeat(" 4 d 1\n", 40)), ["1|a|1", "3|c|1", .. Enumerable.Repeat("4|d|1", 40)], ["2:2\tb"] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task BadRow_CostsOnlyItself(string text, string[] rows, string[] unreadable)
    {
        foreach (var chunkBytes in new[] { 1, 40, 1_000_000 })
        {
            var table = await ReadTable.OneAsync(Encoding.UTF8.GetBytes(text), ReadTable.Options(chunkBytes, maxRecordBytes: 2_000));

            Assert.Equal(rows, table.Lines.Select(line => line.Replace("∅", "", StringComparison.Ordinal)));
            Assert.Equal(unreadable, table.Unreadable.Select(line => $"{line.Row}:{line.Text}"));
            Assert.Equal(Enumerable.Range(1, rows.Length + unreadable.Length).Select(i => (long)i), table.Rows.Select(row => row.Row).Concat(table.Unreadable.Select(line => line.Row)).Order());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LineOf300Megabytes_IsUnreadable_WithoutTakingMemoryOrTime(bool quoted)
    {
        var watch = Stopwatch.StartNew();
        var stream = new LongLineStream("id,name,n\n1,a,1\n2," + (quoted ? "\"" : string.Empty), 300_000_000, (quoted ? "\"" : string.Empty) + ",1\n3,c,1\n");

        var table = await ReadTable.OneAsync(stream, 300_000_000, new IngestionOptions());

        Assert.Equal(["1|a|1", "3|c|1"], table.Lines);
        var line = Assert.Single(table.Unreadable);
        Assert.Equal(2, line.Row);
        Assert.Contains("a line of 3000000", line.Text, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task FirstLineWithoutEnd_IsRefusedAtOnce()
    {
        var stream = new LongLineStream(string.Empty, 300_000_000, string.Empty);

        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => ReadTable.OneAsync(stream, 300_000_000));

        Assert.Contains("first line", refusal.Message, StringComparison.Ordinal);
        Assert.True(stream.Given < 1_000_000);
    }

    [Fact]
    public async Task AnyBytes_AreReadOrRefused()
    {
        var random = new Random(17);
        byte[][] marks = [[], "PK\u0003\u0004"u8.ToArray(), "PAR1"u8.ToArray(), [0x1F, 0x8B, 8], [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0xD0, 0xCF, 0x11, 0xE0], "{\""u8.ToArray(), "[{"u8.ToArray(), "sep=;\n"u8.ToArray(), "a,b\n\""u8.ToArray()];
        for (var round = 0; round < 240; round++)
        {
            var content = new byte[random.Next(0, 3_000)];
            switch (round % 4)
            {
                case 0:
                    random.NextBytes(content);
                    break;
                case 1:
                    random.GetItems("ab1 ,;\t|\"'\\\n\r{}[]:é"u8.ToArray(), content.AsSpan());
                    break;
                case 2:
                    random.GetItems(Enumerable.Range(0x20, 0xE0).Select(value => (byte)value).Append((byte)'\n').ToArray(), content.AsSpan());
                    break;
                default:
                    random.GetItems("1,\"\n"u8.ToArray(), content.AsSpan());
                    break;
            }

            content = [.. marks[round % marks.Length], .. content];
            try
            {
                // ReadTable holds that every record is read or unreadable.
                await (content.AsSpan().StartsWith("PK"u8) || content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF]) ? ReadTable.AllAsync(content) : (Task)ReadTable.OneAsync(content, ReadTable.Options(chunkBytes: 500, maxRecordBytes: 1_000)));
            }
            catch (UploadRefusedException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(-1)]
    [InlineData(-9)]
    public async Task CutGzip_IsRefused(int bytes)
    {
        var content = IngestionBench.Gzip(Header + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i},{i * 7919L % 100_003},1\n")));
        content = content[..(bytes > 0 ? bytes + 2 : bytes < 0 ? content.Length + bytes : content.Length / 2)];

        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => ReadTable.OneAsync(content));

        Assert.Contains("gzip", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GzipInsideGzip_IsRefused()
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(IngestionBench.Gzip(Header));
        }

        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => ReadTable.OneAsync(buffer.ToArray()));

        Assert.Contains("compressed", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A line of any length that nothing holds.</summary>
    private sealed class LongLineStream(string before, long length, string after) : ReadOnlyStream
    {
        private readonly byte[] _before = Encoding.ASCII.GetBytes(before);
        private readonly byte[] _after = Encoding.ASCII.GetBytes(after);

        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var count = 0;
            while (count < buffer.Length && Given < _before.Length + length + _after.Length)
            {
                buffer[count++] = Given < _before.Length ? _before[Given] : Given < _before.Length + length ? (byte)'x' : _after[Given - _before.Length - length];
                Given++;
            }

            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }
}

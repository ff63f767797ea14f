using System.Text;
using Insight.Ingestion.Reading;

namespace Insight.Tests.Ingestion.Reading;

public sealed class RecordSplitterTests
{
    [Fact]
    public async Task RandomRecords_ComeBackWhole_InPiecesThatEndAtRecords()
    {
        var random = new Random(11);
        for (var round = 0; round < 40; round++)
        {
            var records = Enumerable.Range(0, random.Next(1, 60)).Select(_ => string.Join(",", Enumerable.Range(0, 3).Select(_ => Field(random)))).ToList();
            var text = "a,b,c\n" + string.Join("\n", records) + (random.Next(2) == 0 ? "\n" : string.Empty);
            var folder = Directory.CreateTempSubdirectory("splitter").FullName;
            try
            {
                var splitter = new RecordSplitter(new MemoryStream(Encoding.UTF8.GetBytes(text)), new RecordShape((byte)',', (byte)'"', false, 3), skipRecords: 1, chunkBytes: random.Next(1, 200), maxRecordBytes: 10_000);
                var pieces = new List<string>();
                var counted = 0L;
                await foreach (var chunk in splitter.SplitAsync(index => Path.Combine(folder, $"{index}"), default))
                {
                    Assert.Equal(counted + 1, chunk.FirstRow);
                    counted += chunk.Records;
                    pieces.Add(await File.ReadAllTextAsync(chunk.Path));
                }

                Assert.Equal(text["a,b,c\n".Length..], string.Concat(pieces));
                Assert.Equal(records.Count, counted);
                Assert.All(pieces.SkipLast(1), piece => Assert.True(piece.EndsWith('\n') && piece.Count(c => c == '"') % 2 == 0));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static string Field(Random random) => random.Next(4) switch
    {
        0 => "\"line one\nline, \"\"two\"\"\"",
        1 => "15 inch",
        2 => "é" + random.Next(1000),
        _ => "\"quoted\"",
    };
}

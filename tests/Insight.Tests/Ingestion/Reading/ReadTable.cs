using System.Globalization;
using DuckDB.NET.Data;
using Insight.Ingestion;
using Insight.Ingestion.Reading;
using Insight.Lake;

namespace Insight.Tests.Ingestion.Reading;

/// <summary>What came out of one table of an upload, read as the ingestion reads it but from memory.</summary>
internal sealed record ReadTable(
    string? Name, Mapping? Mapping, IReadOnlyList<string> Columns, bool HasHeader, IReadOnlyList<IReadOnlyList<string>> Sample, string? Encoding, long Reinterpreted,
    IReadOnlyList<(long Row, string?[] Values)> Rows, IReadOnlyList<(long Row, string Text)> Unreadable)
{
    /// <summary>Rows with <c>|</c> between values and <c>∅</c> for none.</summary>
    public IReadOnlyList<string> Lines => [.. Rows.Select(row => string.Join('|', row.Values.Select(value => value ?? "∅")))];

    public static IngestionOptions Options(int chunkBytes = 64_000_000, int maxRecordBytes = 100_000) => new() { ChunkBytes = chunkBytes, MaxRecordBytes = maxRecordBytes };

    /// <summary>The only table of a file.</summary>
    public static async Task<ReadTable> OneAsync(byte[] content, IngestionOptions? options = null) => await OneAsync(new MemoryStream(content), content.Length, options);

    public static async Task<ReadTable> OneAsync(Stream stream, long packedBytes, IngestionOptions? options = null)
    {
        var given = options ?? Options();
        return await WithFolderAsync(folder => ReadAsync(new UploadPart(null, null, token => UploadContent.OpenAsync(stream, packedBytes, given, token)), folder, given));
    }

    /// <summary>All tables of an archive or a workbook; with what was noted.</summary>
    public static async Task<(List<ReadTable> Tables, List<string> Notes)> AllAsync(byte[] content, Mapping? mapping = null, IngestionOptions? options = null)
    {
        var given = options ?? Options();
        var notes = new List<string>();
        var kind = ContentSniffer.KindOf(content.AsSpan(0, Math.Min(8, content.Length)), TextEncoding.Detect(content.AsSpan(0, Math.Min(8, content.Length))));
        return (await WithFolderAsync(async folder =>
        {
            var tables = new List<ReadTable>();
            await foreach (var part in UploadParts.ListAsync(new MemoryStream(content), kind, mapping, folder, given, notes.Add, default))
            {
                tables.Add(await ReadAsync(part, folder, given));
            }

            Assert.Empty(Directory.GetFileSystemEntries(folder));
            return tables;
        }), notes);
    }

    private static async Task<ReadTable> ReadAsync(UploadPart part, string folder, IngestionOptions options)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        connection.Execute("CREATE TABLE shifts (_from BIGINT, n BIGINT)");
        await using var content = await part.OpenAsync(default);
        var reader = await UploadReader.OpenAsync(content, folder, options, default);
        var (rows, unreadable, records) = (new List<(long, string?[])>(), new List<(long, string)>(), 0L);
        await foreach (var chunk in reader.ReadAsync(default))
        {
            Assert.True(chunk.Records < 0 || chunk.FirstRow == records + 1, "Pieces follow each other.");
            records += chunk.Records;
            reader.Load(connection, chunk);
            rows.AddRange(connection.Query("SELECT r._row + coalesce(s.n, 0), r.* EXCLUDE (_row) FROM raw AS r ASOF LEFT JOIN shifts AS s ON r._row >= s._from ORDER BY 1", row => (row.GetInt64(0), Enumerable.Range(1, reader.Columns.Count).Select(i => row.IsDBNull(i) ? null : row.GetString(i)).ToArray())));
            unreadable.AddRange(connection.Query("SELECT _row, text FROM unreadable ORDER BY _row", row => (row.GetInt64(0), row.GetString(1))));
            File.Delete(chunk.Path);
        }

        Assert.True(records < 0 || records == rows.Count + unreadable.Count, string.Create(CultureInfo.InvariantCulture, $"{records} records, {rows.Count} read, {unreadable.Count} unreadable."));
        return new ReadTable(part.Name, part.Mapping, reader.Columns, reader.HasHeader, reader.Sample, content.Encoding, reader.Reinterpreted, rows, unreadable);
    }

    private static async Task<T> WithFolderAsync<T>(Func<string, Task<T>> work)
    {
        var folder = Directory.CreateTempSubdirectory("reading").FullName;
        try
        {
            return await work(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

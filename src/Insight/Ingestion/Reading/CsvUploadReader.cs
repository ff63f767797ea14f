using System.Globalization;
using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Reading;

/// <summary>CSV with a header, in any of the usual delimiters.</summary>
internal sealed class CsvUploadReader : UploadReader
{
    private readonly string _folder;
    private readonly IngestionOptions _options;
    private readonly CsvDialect _dialect;
    private readonly RecordSplitter _splitter;

    public CsvUploadReader(UploadContent content, string folder, IngestionOptions options)
    {
        (_folder, _options) = (folder, options);
        _dialect = CsvDialect.Detect(content.Head);
        _splitter = new RecordSplitter(content.Stream, _dialect.Delimiter, skipHeader: true, options.ChunkBytes, options.MaxRecordBytes);
        Columns = Unique(_dialect.Header);
    }

    public override IReadOnlyList<string> Columns { get; }

    public override long Reinterpreted => _splitter.Reinterpreted;

    public override IAsyncEnumerable<RecordChunk> ReadAsync(CancellationToken cancellationToken) =>
        _splitter.SplitAsync(index => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"chunk{index}.csv")), cancellationToken);

    public override void Load(DuckDBConnection connection, RecordChunk chunk)
    {
        var columns = string.Join(", ", Columns.Select(name => $"{DuckDb.Literal(name)}: 'VARCHAR'"));
        connection.Execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans;");
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $$"""
            CREATE OR REPLACE TABLE loaded AS SELECT * FROM read_csv({{DuckDb.Literal(chunk.Path)}}, auto_detect=false, header=false, delim={{DuckDb.Literal(_dialect.Delimiter.ToString())}},
                quote='"', escape='"', strict_mode=true, columns={ {{columns}} }, store_rejects=true, max_line_size={{_options.MaxRecordBytes}}, buffer_size={{Math.Max(32_000_000L, 2L * _options.MaxRecordBytes)}});
            CREATE OR REPLACE TABLE unreadable AS SELECT {{chunk.FirstRow}} - 1 + line AS _row, any_value(csv_line) AS text FROM reject_errors GROUP BY line;
            """));

        // Unreadable records have numbers in the file too: a loaded one comes after those with at most as many loaded before them.
        var number = connection.Scalar<long>("SELECT count(*) FROM unreadable") == 0
            ? $"SELECT {chunk.FirstRow} + rowid AS _row, * FROM loaded"
            : $"""
               SELECT {chunk.FirstRow} + l.rowid + coalesce(u.n, 0) AS _row, l.* FROM loaded AS l ASOF LEFT JOIN
                   (SELECT loaded_before, max(n) AS n FROM (SELECT row_number() OVER (ORDER BY _row) AS n, _row - {chunk.FirstRow} + 1 - row_number() OVER (ORDER BY _row) AS loaded_before FROM unreadable) GROUP BY 1) AS u
                   ON l.rowid >= u.loaded_before
               """;
        connection.Execute($"CREATE OR REPLACE VIEW raw AS {number}");
    }
}

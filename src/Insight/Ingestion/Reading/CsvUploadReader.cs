using System.Globalization;
using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Reading;

/// <summary>CSV with a header, in any of the usual delimiters.</summary>
internal sealed class CsvUploadReader : UploadReader
{
    private readonly UploadContent _content;
    private readonly string _folder;
    private readonly IngestionOptions _options;
    private readonly CsvDialect _dialect;

    public CsvUploadReader(UploadContent content, string folder, IngestionOptions options)
    {
        (_content, _folder, _options) = (content, folder, options);
        _dialect = CsvDialect.Detect(content.Head);
    }

    public override IReadOnlyList<string> Columns => _dialect.Header;

    public override IAsyncEnumerable<RecordChunk> ReadAsync(CancellationToken cancellationToken) =>
        new RecordSplitter(_content.Stream, _dialect.Delimiter, skipHeader: true, _options.ChunkBytes, _options.MaxRecordBytes)
            .SplitAsync(index => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"chunk{index}.csv")), cancellationToken);

    public override void Load(DuckDBConnection connection, RecordChunk chunk)
    {
        var columns = string.Join(", ", Columns.Select(name => $"{DuckDb.Literal(name)}: 'VARCHAR'"));
        connection.Execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans;");
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $$"""
            CREATE OR REPLACE TABLE loaded AS SELECT * FROM read_csv({{DuckDb.Literal(chunk.Path)}}, auto_detect=false, header=false, delim={{DuckDb.Literal(_dialect.Delimiter.ToString())}},
                quote='"', escape='"', strict_mode=true, columns={ {{columns}} }, store_rejects=true, max_line_size={{_options.MaxRecordBytes}}, buffer_size={{Math.Max(32_000_000L, 2L * _options.MaxRecordBytes)}});
            CREATE OR REPLACE TABLE raw AS SELECT {{chunk.FirstRow}} + rowid AS _row, * FROM loaded;
            DROP TABLE loaded;
            CREATE OR REPLACE TABLE unreadable AS SELECT {{chunk.FirstRow}} - 1 + line AS _row, any_value(csv_line) AS text FROM reject_errors GROUP BY line;
            """));
    }
}

using System.Globalization;
using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Reading;

/// <summary>CSV in any of the usual dialects, with a header or without.</summary>
internal sealed class CsvUploadReader : UploadReader
{
    /// <summary>The first piece is a fraction of the others: nothing can be worked on beside it.</summary>
    private const int FirstPiece = 4;

    private readonly string _folder;
    private readonly IngestionOptions _options;
    private readonly CsvDialect _dialect;
    private readonly RecordSplitter _splitter;

    public CsvUploadReader(UploadContent content, string folder, IngestionOptions options)
    {
        (_folder, _options) = (folder, options);
        _dialect = content.Kind == ContentKind.Sheet ? CsvDetection.OfSheet(content.Head.Span) : CsvDetection.Detect(content.Head.Span, content.HeadIsWhole);
        var stream = _dialect.HasBlankColumns ? new BlankColumnsStream(content.Stream) : content.Stream;
        _splitter = new RecordSplitter(stream, _dialect.Shape, _dialect.SkipRecords, options.ChunkBytes, options.MaxRecordBytes, options.ChunkBytes / FirstPiece);
        Columns = Unique(_dialect.Names);
    }

    public override IReadOnlyList<string> Columns { get; }

    public override bool HasHeader => _dialect.HasHeader;

    public override IReadOnlyList<IReadOnlyList<string>> Sample => _dialect.Sample;

    public override long Reinterpreted => _splitter.Reinterpreted;

    public override IAsyncEnumerable<RecordChunk> ReadAsync(CancellationToken cancellationToken) =>
        _splitter.SplitAsync(index => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"chunk{index}.csv")), cancellationToken);

    public override void Load(DuckDBConnection connection, RecordChunk chunk)
    {
        connection.ExecutePatiently($"CREATE OR REPLACE TABLE loaded AS {BeginScan(connection, chunk)}");
        connection.ExecutePatiently(FormattableString.Invariant($"CREATE OR REPLACE VIEW raw AS SELECT {chunk.FirstRow} + rowid AS _row, * FROM loaded"));
        EndScan(connection, chunk);
    }

    public override string BeginScan(DuckDBConnection connection, RecordChunk chunk)
    {
        var columns = string.Join(", ", Columns.Select(name => $"{DuckDb.Literal(name)}: 'VARCHAR'"));
        var wanted = Wanted is { Count: > 0 } names ? string.Join(", ", names.Select(DuckDb.Identifier)) : "*";
        connection.ExecutePatiently("DROP TABLE IF EXISTS loaded; DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans;");
        return string.Create(CultureInfo.InvariantCulture, $$"""
            SELECT {{wanted}} FROM read_csv({{DuckDb.Literal(chunk.Path)}}, auto_detect=false, header=false, delim={{Character(_dialect.Shape.Delimiter ?? (byte)RecordShape.NoDelimiter)}},
                quote={{Character(_dialect.Shape.Quote)}}, escape={{Character(_dialect.Shape.BackslashEscapes ? (byte)'\\' : _dialect.Shape.Quote)}}, strict_mode=true, columns={ {{columns}} }, store_rejects=true,
                max_line_size={{_options.MaxRecordBytes + 1}}, buffer_size={{Math.Max(32_000_000L, 2L * _options.MaxRecordBytes)}})
            """);
    }

    public override void EndScan(DuckDBConnection connection, RecordChunk chunk)
    {
        // Unreadable records have numbers in the file too: those behind them stand further down than they are counted here.
        connection.ExecutePatiently($"""
            CREATE OR REPLACE TABLE unreadable AS SELECT {chunk.FirstRow} - 1 + line AS _row, {AsWritten("any_value(csv_line)")} AS text FROM reject_errors GROUP BY line;
            CREATE OR REPLACE TABLE shifts AS
            SELECT {chunk.FirstRow} + loaded_before AS _from, max(n) AS n
            FROM (SELECT row_number() OVER (ORDER BY _row) AS n, _row - {chunk.FirstRow} + 1 - row_number() OVER (ORDER BY _row) AS loaded_before FROM unreadable) GROUP BY 1;
            """);
    }

    /// <summary>The line behind what <see cref="RecordShape.Misshapen"/> made of it.</summary>
    private string AsWritten(string line)
    {
        var (quote, delimiter) = (Character(_dialect.Shape.Quote), Character(_dialect.Shape.Delimiter ?? (byte)RecordShape.NoDelimiter));
        return $"CASE WHEN starts_with({line}, {quote} || chr(2)) THEN replace(regexp_replace({line}, '^' || {quote} || chr(2) || '(.*?)' || {quote} || '([' || {delimiter} || ']' || chr(2) || ')?$', '\\1', 's'), {quote} || {quote}, {quote}) ELSE {line} END";
    }

    private static string Character(byte? character) => DuckDb.Literal(character is { } c ? $"{(char)c}" : string.Empty);
}

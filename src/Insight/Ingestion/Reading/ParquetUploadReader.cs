using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Reading;

/// <summary>Apache Parquet. It is read at its end first, so it is laid on the work folder whole.</summary>
internal sealed class ParquetUploadReader : UploadReader
{
    private readonly string _path;
    private readonly IReadOnlyList<string> _names;

    private ParquetUploadReader(string path, IReadOnlyList<string> names) => (_path, _names, Columns) = (path, names, Unique(names));

    public override IReadOnlyList<string> Columns { get; }

    /// <exception cref="UploadRefusedException">Damaged, cut off, or larger than may lie there.</exception>
    public static async Task<ParquetUploadReader> LayDownAsync(UploadContent content, string folder, IngestionOptions options, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "upload.parquet");
        await WholeFile.LayDownAsync(content.Stream, path, "Parquet file", options, cancellationToken).ConfigureAwait(false);
        using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new ParquetUploadReader(path, [.. connection.Query($"DESCRIBE SELECT * FROM read_parquet({DuckDb.Literal(path)})", reader => reader.GetString(0))]);
        }
        catch (DuckDBException e)
        {
            throw Damaged(e, path);
        }
    }

    public override async IAsyncEnumerable<RecordChunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return new RecordChunk(_path, 1, -1, IsLast: true);
    }

    public override void Load(DuckDBConnection connection, RecordChunk chunk)
    {
        var columns = string.Join(", ", _names.Zip(Columns).Select(name => $"CAST({DuckDb.Identifier(name.First)} AS VARCHAR) AS {DuckDb.Identifier(name.Second)}"));
        try
        {
            connection.Execute($"""
                CREATE OR REPLACE TABLE loaded AS SELECT 1 + file_row_number AS _row, {columns} FROM read_parquet({DuckDb.Literal(chunk.Path)}, file_row_number=true);
                CREATE OR REPLACE VIEW raw AS SELECT * FROM loaded;
                CREATE OR REPLACE TABLE unreadable (_row BIGINT, text VARCHAR);
                """);
        }
        catch (DuckDBException e)
        {
            throw Damaged(e, chunk.Path);
        }
    }

    private static UploadRefusedException Damaged(DuckDBException e, string path) =>
        new($"The file begins like Parquet but cannot be read ({e.Message.Split('\n')[0].Replace(path, "the file", StringComparison.Ordinal).TrimEnd('.')}): expected a complete Parquet file. Upload it again.");
}

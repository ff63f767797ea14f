using DuckDB.NET.Data;

namespace Insight.Ingestion.Reading;

/// <summary>
/// The records of an upload, piece by piece. Each piece becomes the table <c>raw</c> (<c>_row</c> and every column as text) and the table
/// <c>unreadable</c> (<c>_row</c>, <c>text</c>) of records that do not have the file's shape.
/// </summary>
internal abstract class UploadReader
{
    public abstract IReadOnlyList<string> Columns { get; }

    public abstract IAsyncEnumerable<RecordChunk> ReadAsync(CancellationToken cancellationToken);

    public abstract void Load(DuckDBConnection connection, RecordChunk chunk);

    /// <summary>Opens the reader that the content's kind asks for.</summary>
    public static async Task<UploadReader> OpenAsync(UploadContent content, string folder, IngestionOptions options, CancellationToken cancellationToken) => content.Kind switch
    {
        ContentKind.Csv => new CsvUploadReader(content, folder, options),
        ContentKind.JsonLines => new JsonLinesUploadReader(content, folder, options),
        _ => await ParquetUploadReader.OpenAsync(content, folder, cancellationToken).ConfigureAwait(false),
    };
}

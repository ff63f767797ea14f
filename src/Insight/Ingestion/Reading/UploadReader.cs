using DuckDB.NET.Data;

namespace Insight.Ingestion.Reading;

/// <summary>
/// The records of an upload, piece by piece. Each piece that is loaded becomes the view <c>raw</c> (<c>_row</c> and every column as text) and the table
/// <c>unreadable</c> (<c>_row</c>, <c>text</c>) of records that do not have the file's shape. Rows of <c>raw</c> are numbered in the file's order; where unreadable ones stand
/// between them, <c>shifts</c> (<c>_from</c>, <c>n</c>) says from which number on they stand how many further down.
/// </summary>
internal abstract class UploadReader
{
    /// <summary>The view that <see cref="Load"/> makes.</summary>
    public const string Rows = "raw";

    /// <summary>Different from each other regardless of case, and from the names that the tables themselves need.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The columns that are wanted in <c>raw</c>; null for all. Others may be left out.</summary>
    public IReadOnlyList<string>? Wanted { get; set; }

    /// <summary>Whether the names come from the file; else they are made up and the first record is data.</summary>
    public virtual bool HasHeader => true;

    /// <summary>The first records as text, for formats that are told by their content; empty where there are none at hand.</summary>
    public virtual IReadOnlyList<IReadOnlyList<string>> Sample => [];

    /// <summary>Bytes so far that were no UTF-8 and were read as Windows-1252.</summary>
    public virtual long Reinterpreted => 0;

    public abstract IAsyncEnumerable<RecordChunk> ReadAsync(CancellationToken cancellationToken);

    public abstract void Load(DuckDBConnection connection, RecordChunk chunk);

    /// <summary>
    /// SQL of the piece's wanted columns as text, in the file's order, to be read once instead of being laid down; null where the piece must be <see cref="Load"/>ed. Behind the
    /// statement that reads it stands <see cref="EndScan"/>.
    /// </summary>
    public virtual string? BeginScan(DuckDBConnection connection, RecordChunk chunk) => null;

    /// <summary>Makes <c>unreadable</c> and <c>shifts</c> from what the scan met.</summary>
    public virtual void EndScan(DuckDBConnection connection, RecordChunk chunk)
    {
    }

    /// <summary>Opens the reader that the content's kind asks for.</summary>
    public static async Task<UploadReader> OpenAsync(UploadContent content, string folder, IngestionOptions options, CancellationToken cancellationToken) => content.Kind switch
    {
        ContentKind.Csv or ContentKind.Sheet => new CsvUploadReader(content, folder, options),
        ContentKind.JsonLines => await JsonLinesUploadReader.StartAsync(content, folder, options, cancellationToken).ConfigureAwait(false),
        _ => await ParquetUploadReader.LayDownAsync(content, folder, options, cancellationToken).ConfigureAwait(false),
    };

    /// <summary>Trimmed names without control characters; an empty one is called by its place and one that is taken gets a number.</summary>
    protected static IReadOnlyList<string> Unique(IEnumerable<string> names)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "_row", "rowid" };
        var unique = new List<string>();
        foreach (var (name, index) in names.Select((name, index) => (string.Concat(name.Where(c => !char.IsControl(c) || c is '\n' or '\t')).Trim(), index)))
        {
            var given = name.Length > 0 ? name : FormattableString.Invariant($"column{index + 1}");
            var free = given;
            for (var number = 2; !taken.Add(free); number++)
            {
                free = FormattableString.Invariant($"{given}_{number}");
            }

            unique.Add(free);
        }

        return unique;
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Reading;

/// <summary>One JSON object a line. The columns are the keys of the objects in the first piece; nested values stay JSON text.</summary>
internal sealed class JsonLinesUploadReader : UploadReader
{
    /// <summary>The engine splits a text into lines at a cost that grows faster than the text: 64 MB at once take six times as long as in halves.</summary>
    private const int LargestPiece = 32_000_000;

    private readonly RecordSplitter _splitter;
    private readonly IAsyncEnumerator<RecordChunk> _chunks;
    private IReadOnlyList<string> _keys = [];
    private IReadOnlyList<string> _columns = [];

    private JsonLinesUploadReader(UploadContent content, string folder, IngestionOptions options, CancellationToken cancellationToken)
    {
        _splitter = new RecordSplitter(content.Stream, RecordShape.Lines, skipRecords: 0, Math.Min(options.ChunkBytes, LargestPiece), options.MaxRecordBytes);
        _chunks = _splitter.SplitAsync(index => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"chunk{index}.jsonl")), cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
    }

    public override IReadOnlyList<string> Columns => _columns;

    public override long Reinterpreted => _splitter.Reinterpreted;

    /// <exception cref="UploadRefusedException">Not one line of the first piece is a JSON object.</exception>
    public static async Task<JsonLinesUploadReader> StartAsync(UploadContent content, string folder, IngestionOptions options, CancellationToken cancellationToken)
    {
        var reader = new JsonLinesUploadReader(content, folder, options, cancellationToken);
        await reader._chunks.MoveNextAsync().ConfigureAwait(false);
        reader._keys = await KeysAsync(reader._chunks.Current.Path, cancellationToken).ConfigureAwait(false);
        reader._columns = Unique(reader._keys);
        return reader;
    }

    public override async IAsyncEnumerable<RecordChunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return _chunks.Current;
        }
        while (await _chunks.MoveNextAsync().ConfigureAwait(false));
    }

    public override void Load(DuckDBConnection connection, RecordChunk chunk)
    {
        // Read as lines of text, not by the JSON reader, which stops at the first line that is none, nor by the CSV reader, for which any character may be a delimiter.
        var columns = string.Join(", ", _keys.Zip(Columns).Select(name => $"object ->> {DuckDb.Literal(Pointer(name.First))} AS {DuckDb.Identifier(name.Second)}"));
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $$"""
            CREATE OR REPLACE TABLE lines AS SELECT line FROM (SELECT unnest(string_split(content, chr(10))) AS line FROM read_text({{DuckDb.Literal(chunk.Path)}})) WHERE line <> '';
            CREATE OR REPLACE TABLE objects AS SELECT {{chunk.FirstRow}} + rowid AS _row, line, try_cast(line AS JSON) AS object FROM lines;
            CREATE OR REPLACE VIEW raw AS SELECT _row, {{columns}} FROM objects WHERE json_type(object) = 'OBJECT';
            CREATE OR REPLACE TABLE unreadable AS SELECT _row, ltrim(line, chr(2)) AS text FROM objects WHERE object IS NULL OR json_type(object) <> 'OBJECT';
            DROP TABLE lines;
            """));
    }

    /// <summary>JSON pointer (RFC 6901), which has no trouble with quotes and dots in a key.</summary>
    private static string Pointer(string key) => "/" + key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> KeysAsync(string path, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? problem = null;
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                {
                    foreach (var property in document.RootElement.EnumerateObject())
                    {
                        if (seen.Add(property.Name))
                        {
                            keys.Add(property.Name);
                        }
                    }
                }
            }
            catch (JsonException e)
            {
                // A broken line goes to quarantine with its row; only where there is no other does it tell what is wrong.
                problem ??= e.Message;
            }
        }

        return keys.Count > 0 ? keys : throw new UploadRefusedException(
            $"The file begins like JSON but no line of it is a JSON object ({problem ?? "no keys"}): expected one object a line, such as {{\"order_id\": \"1001\", …}}.");
    }
}

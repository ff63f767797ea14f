using System.Globalization;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Reading;

/// <summary>One JSON object a line. The columns are the keys of the objects at the file's start; nested values stay JSON text.</summary>
internal sealed class JsonLinesUploadReader : UploadReader
{
    private readonly UploadContent _content;
    private readonly string _folder;
    private readonly IngestionOptions _options;

    /// <exception cref="UploadRefusedException">Not one line at the file's start is a JSON object.</exception>
    public JsonLinesUploadReader(UploadContent content, string folder, IngestionOptions options)
    {
        (_content, _folder, _options) = (content, folder, options);
        Columns = Keys(content.Head);
    }

    public override IReadOnlyList<string> Columns { get; }

    public override IAsyncEnumerable<RecordChunk> ReadAsync(CancellationToken cancellationToken) =>
        new RecordSplitter(_content.Stream, delimiter: null, skipHeader: false, _options.ChunkBytes, _options.MaxRecordBytes)
            .SplitAsync(index => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"chunk{index}.jsonl")), cancellationToken);

    public override void Load(DuckDBConnection connection, RecordChunk chunk)
    {
        // Read as lines of text, not by the JSON reader, which stops at the first line that is none.
        var columns = string.Join(", ", Columns.Select(name => $"object ->> {DuckDb.Literal("$.\"" + name.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"")} AS {DuckDb.Identifier(name)}"));
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $$"""
            CREATE OR REPLACE TABLE lines AS SELECT * FROM read_csv({{DuckDb.Literal(chunk.Path)}}, auto_detect=false, header=false, delim='\x01', quote='', escape='',
                columns={ 'line': 'VARCHAR' }, max_line_size={{_options.MaxRecordBytes}}, buffer_size={{Math.Max(32_000_000L, 2L * _options.MaxRecordBytes)}}) WHERE trim(line) <> '';
            CREATE OR REPLACE TABLE objects AS SELECT {{chunk.FirstRow}} + rowid AS _row, line, try_cast(line AS JSON) AS object FROM lines;
            CREATE OR REPLACE TABLE raw AS SELECT _row, {{columns}} FROM objects WHERE json_type(object) = 'OBJECT';
            CREATE OR REPLACE TABLE unreadable AS SELECT _row, line AS text FROM objects WHERE object IS NULL OR json_type(object) <> 'OBJECT';
            DROP TABLE lines; DROP TABLE objects;
            """));
    }

    private static List<string> Keys(byte[] head)
    {
        var keys = new List<string>();
        string? problem = null;
        foreach (var line in Encoding.UTF8.GetString(head).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                {
                    keys.AddRange(document.RootElement.EnumerateObject().Select(property => property.Name).Where(name => !keys.Contains(name)));
                }
            }
            catch (JsonException e)
            {
                // The last line of the head may be cut; a broken one elsewhere goes to quarantine with its row.
                problem ??= e.Message;
            }
        }

        return keys.Count > 0 ? keys : throw new UploadRefusedException(
            $"The file begins like JSON but no line of it is a JSON object ({problem ?? "no keys"}): expected one object a line, such as {{\"order_id\": \"1001\", …}}.");
    }
}

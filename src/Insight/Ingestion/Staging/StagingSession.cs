using System.Globalization;
using DuckDB.NET.Data;
using Insight.Ingestion.Cleaning;
using Insight.Ingestion.Formats;
using Insight.Ingestion.Reading;
using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>
/// Takes a part of an upload through DuckDB piece by piece: <c>raw</c> (the file's columns, as text) → <c>judged</c> (the lake's columns, typed, with the reason of
/// rejection) → quarantine, and per table what the lake does not have yet (<see cref="TableStager"/>).
/// </summary>
internal sealed class StagingSession
{
    private readonly UploadStaging _upload;

    /// <summary>Column of the quarantine file that names the part; empty where the upload is one table.</summary>
    private readonly string _part;
    private readonly DuckDBConnection _connection;
    private readonly Interpretation _interpretation;
    private readonly PieceSql _sql;
    private readonly IReadOnlyList<TableStager> _tables;
    private readonly Dictionary<StagedColumn, ColumnProfile> _profiles;
    private readonly Dictionary<StagedColumn, ValueStyle> _styles = [];
    private string _source = UploadReader.Rows;

    /// <summary>SQL of a row's number, over <c>judged</c>.</summary>
    private string _row = "_row";

    public StagingSession(UploadStaging upload, string? part, Interpretation interpretation)
    {
        _part = part is null ? string.Empty : $"{DuckDb.Literal(part)} AS part, ";
        (_upload, _connection, _interpretation) = (upload, upload.Connection, interpretation);
        _sql = new PieceSql(interpretation, upload.Now, upload.Shop.Currency);
        _profiles = _sql.Columns.ToDictionary(column => column, column => new ColumnProfile(column.Name, column.Definition, interpretation.DateOrder));
        var lines = new LineNumbers(_connection, upload.Cache);
        _tables = [.. interpretation.Mappings.Select(mapping => new TableStager(upload, interpretation, _sql, mapping, lines))];
    }

    /// <summary>Whether the pieces seen so far tell how every column writes its times and numbers.</summary>
    public bool KnowsItsStyles => _profiles.Values.All(profile => profile.IsDecided);

    /// <summary>Looks at a piece ahead of working on it, only to learn how its columns are written.</summary>
    public void Observe()
    {
        _source = UploadReader.Rows;
        Explode();
        ObserveRows();
    }

    /// <summary>
    /// Types and judges the records of a piece while they are read, without laying them down as text. False where they must lie there: while it is open how the columns are written, for
    /// groups and lists, and of readers that cannot do otherwise.
    /// </summary>
    public bool TryJudgeUnloaded(UploadReader reader, RecordChunk chunk)
    {
        if (_styles.Count == 0 || _interpretation is not { GroupColumn: null, Explode: null } || reader.BeginScan(_connection, chunk) is not { } rows)
        {
            return false;
        }

        Judge($"({rows})", isNumbered: false);
        reader.EndScan(_connection, chunk);
        _row = FormattableString.Invariant($"{chunk.FirstRow} + rowid");
        return true;
    }

    /// <summary>Types and judges the piece that <see cref="UploadReader.Load"/> laid out.</summary>
    public void JudgeLoaded(RecordChunk chunk)
    {
        _source = UploadReader.Rows;
        HoldBackLastGroup(chunk.IsLast);
        Explode();
        if (_styles.Count == 0)
        {
            if (!KnowsItsStyles)
            {
                ObserveRows();
            }

            foreach (var column in _sql.Columns)
            {
                _styles[column] = _profiles[column].Decide();
                Outliers.Measure(_connection, column, _sql.Values(_source, column, _styles[column]));
            }
        }

        Judge(_source, isNumbered: true);
        _row = "_row";
        _connection.ExecutePatiently("DROP TABLE IF EXISTS grouped; DROP TABLE IF EXISTS exploded");
    }

    /// <summary>Takes the judged piece to the lake's tables; gives the files to upload.</summary>
    /// <param name="quarantinePath">Where the piece's rejected rows go as CSV; not created when there are none.</param>
    /// <param name="earlier">Ends when the files of earlier pieces are in storage.</param>
    public async Task<IReadOnlyList<NewLakeFile>> ProcessAsync(RecordChunk chunk, LakeFileWriter writer, string quarantinePath, Task earlier, CancellationToken cancellationToken)
    {
        var rejected = Quarantine(chunk, quarantinePath);
        await earlier.ConfigureAwait(false);
        var files = new List<NewLakeFile>();
        foreach (var table in _tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            files.AddRange(await table.StageAsync(writer, _upload.NextName(), rejected, cancellationToken).ConfigureAwait(false));
        }

        _upload.Piece++;
        return files;
    }

    /// <summary>The piece before goes first: there is no room for both.</summary>
    private void Judge(string source, bool isNumbered) => _connection.ExecutePatiently($"DROP TABLE IF EXISTS judged; CREATE TABLE judged AS {_sql.Judged(source, _styles, isNumbered)}");

    private void ObserveRows()
    {
        var rows = _connection.Scalar<long>($"SELECT count(*) FROM {_source}");
        foreach (var profile in _profiles.Values)
        {
            profile.Observe(_connection, $"({_sql.Interpreted(_source)})", rows);
        }
    }

    /// <summary>Rows of a group may be cut by the piece's end: the last group waits for the next piece, and order-level fields are filled down.</summary>
    private void HoldBackLastGroup(bool isLast)
    {
        if (_interpretation.GroupColumn is not { } group)
        {
            return;
        }

        _connection.ExecutePatiently($"""
            CREATE TABLE IF NOT EXISTS held AS SELECT * FROM raw WHERE false;
            INSERT INTO held SELECT * FROM raw;
            CREATE OR REPLACE TABLE whole AS SELECT * FROM held {(isLast ? string.Empty : $"WHERE {group} IS DISTINCT FROM (SELECT arg_max({group}, _row) FROM held)")};
            DELETE FROM held WHERE _row IN (SELECT _row FROM whole);
            """);
        var filled = _interpretation.FillDown.Select(column => $"coalesce(nullif(trim({column}), ''), last_value(nullif(trim({column}), '') IGNORE NULLS) OVER above) AS {column}");
        _connection.ExecutePatiently($"CREATE OR REPLACE TABLE grouped AS SELECT * REPLACE ({string.Join(", ", filled)}) FROM whole WINDOW above AS (PARTITION BY {group} ORDER BY _row); DROP TABLE whole");
        _source = "grouped";
    }

    /// <summary>A row that stands for several becomes them.</summary>
    private void Explode()
    {
        if (_interpretation.Explode is { } items)
        {
            _connection.ExecutePatiently($"""
                CREATE OR REPLACE TABLE exploded AS
                SELECT * EXCLUDE (_items), unnest(_items) AS _item, unnest(range(1, len(_items) + 1)) AS _item_no
                FROM (SELECT *, CASE WHEN len({items}) > 0 THEN {items} ELSE [NULL] END AS _items FROM {_source})
                """);
            _source = "exploded";
        }
    }

    /// <summary>Writes what was rejected and counts it by reason; gives the number of rejected rows.</summary>
    private long Quarantine(RecordChunk chunk, string path)
    {
        var readable = _connection.Scalar<long>("SELECT count(*) FROM judged");
        var unreadable = _connection.Scalar<long>("SELECT count(*) FROM unreadable");

        // What the splitter saw and the reader did not give back is missing too, and must not vanish from the count.
        var lost = _interpretation is { GroupColumn: null, Explode: null } && chunk.Records > readable + unreadable ? chunk.Records - readable - unreadable : 0;
        if (_interpretation.Explode is not null)
        {
            // One bad item takes its row out whole: what is left of it would be told wrongly.
            _connection.ExecutePatiently("UPDATE judged SET _reject = r._reject FROM (SELECT _row, min(_reject) AS _reject FROM judged WHERE _reject IS NOT NULL GROUP BY _row) AS r WHERE judged._row = r._row");
        }

        var rejected = unreadable;
        foreach (var (code, rows) in _connection.Query($"SELECT _reject, count({(_interpretation.Explode is null ? "*" : "DISTINCT _row")}) FROM judged WHERE _reject IS NOT NULL GROUP BY 1", reader => (reader.GetString(0), reader.GetInt64(1))).ToList())
        {
            _upload.Tally.AddReason(code, rows);
            rejected += rows;
        }

        _upload.Tally.AddReason("unreadable_row", unreadable + lost);
        if (rejected > 0)
        {
            var columns = _sql.Shown.Select((name, index) => FormattableString.Invariant($"shown(_texts[{index + 1}]) AS \"{name}\""));
            _connection.ExecutePatiently($"""
                COPY (
                    SELECT _row + coalesce(n, 0) AS row, _reject AS reason, {_part}CAST(NULL AS VARCHAR) AS line, {string.Join(", ", columns)}
                    FROM (SELECT {_row} AS _row, _reject, _texts FROM judged WHERE _reject IS NOT NULL) ASOF LEFT JOIN shifts ON _row >= _from
                    UNION ALL BY NAME
                    SELECT _row AS row, 'unreadable_row' AS reason, {_part}shown(text) AS line FROM unreadable
                    ORDER BY row
                ) TO {DuckDb.Literal(path)} (FORMAT csv, HEADER {(_upload.HasQuarantined ? "false" : "true")})
                """);
            _upload.HasQuarantined = true;
        }

        return rejected + lost;
    }
}

using DuckDB.NET.Data;
using Insight.Ingestion.Cleaning;
using Insight.Ingestion.Formats;
using Insight.Ingestion.Reading;
using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>
/// Types and judges the records of a part piece by piece: <c>raw</c> (the file's columns, as text) → a table of the lake's columns, typed, with the reason of rejection → quarantine. On a
/// connection of its own, so that a piece is judged while the one before goes to the lake's tables.
/// </summary>
internal sealed class PieceJudge
{
    /// <summary>Column of the quarantine file that names the part; empty where the upload is one table.</summary>
    private readonly string _part;
    private readonly DuckDBConnection _connection;
    private readonly Interpretation _interpretation;
    private readonly PieceSql _sql;
    private readonly Dictionary<StagedColumn, ColumnProfile> _profiles;
    private readonly Dictionary<StagedColumn, ValueStyle> _styles = [];
    private string _source = UploadReader.Rows;

    /// <summary>Table of the piece that was judged last. The one before is still worked on, so there are two names.</summary>
    private string _judged = string.Empty;

    /// <summary>SQL of a row's number, over that table.</summary>
    private string _row = "_row";
    private int _pieces;

    /// <summary>Whether rows were quarantined before, so that their header is written once.</summary>
    private bool _hasQuarantined;

    public PieceJudge(DuckDBConnection connection, string? part, Interpretation interpretation, PieceSql sql)
    {
        _part = part is null ? string.Empty : $"{DuckDb.Literal(part)} AS part, ";
        (_connection, _interpretation, _sql) = (connection, interpretation, sql);
        _profiles = _sql.Columns.ToDictionary(column => column, column => new ColumnProfile(column.Name, column.Definition, interpretation.DateOrder));
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

    /// <summary>Writes what was rejected of the piece that was judged last, and counts it by reason.</summary>
    /// <param name="quarantinePath">Where the rejected rows go as CSV; not created when there are none.</param>
    public JudgedPiece Finish(RecordChunk chunk, string quarantinePath)
    {
        var readable = _connection.Scalar<long>($"SELECT count(*) FROM {_judged}");
        var unreadable = _connection.Scalar<long>("SELECT count(*) FROM unreadable");

        // What the splitter saw and the reader did not give back is missing too, and must not vanish from the count.
        var lost = _interpretation is { GroupColumn: null, Explode: null } && chunk.Records > readable + unreadable ? chunk.Records - readable - unreadable : 0;
        if (_interpretation.Explode is not null)
        {
            // One bad item takes its row out whole: what is left of it would be told wrongly.
            _connection.ExecutePatiently($"UPDATE {_judged} SET _reject = r._reject FROM (SELECT _row, min(_reject) AS _reject FROM {_judged} WHERE _reject IS NOT NULL GROUP BY _row) AS r WHERE {_judged}._row = r._row");
        }

        var rows = _interpretation.Explode is null ? "*" : "DISTINCT _row";
        var reasons = _connection.Query($"SELECT _reject, count({rows}) FROM {_judged} WHERE _reject IS NOT NULL GROUP BY 1", reader => (Code: reader.GetString(0), Rows: reader.GetInt64(1))).ToList();
        if (reasons.Count > 0 || unreadable > 0)
        {
            Quarantine(quarantinePath);
        }

        return new JudgedPiece(_judged, [.. reasons, ("unreadable_row", unreadable + lost)]);
    }

    private void Quarantine(string path)
    {
        var columns = _sql.Shown.Select((name, index) => FormattableString.Invariant($"shown(_texts[{index + 1}]) AS \"{name}\""));
        _connection.ExecutePatiently($"""
            COPY (
                SELECT _row + coalesce(n, 0) AS row, _reject AS reason, {_part}CAST(NULL AS VARCHAR) AS line, {string.Join(", ", columns)}
                FROM (SELECT {_row} AS _row, _reject, _texts FROM {_judged} WHERE _reject IS NOT NULL) ASOF LEFT JOIN shifts ON _row >= _from
                UNION ALL BY NAME
                SELECT _row AS row, 'unreadable_row' AS reason, {_part}shown(text) AS line FROM unreadable
                ORDER BY row
            ) TO {DuckDb.Literal(path)} (FORMAT csv, HEADER {(_hasQuarantined ? "false" : "true")})
            """);
        _hasQuarantined = true;
    }

    private void Judge(string source, bool isNumbered)
    {
        _judged = FormattableString.Invariant($"judged_{_pieces++ % 2}");
        _connection.ExecutePatiently($"CREATE TABLE {_judged} AS {_sql.Judged(source, _styles, isNumbered)}");
    }

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
}

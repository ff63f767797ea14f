using DuckDB.NET.Data;
using Insight.Ingestion.Formats;
using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>
/// Takes the judged rows of a piece to one table: <c>staged</c> (keyed and ranked) → compared with what is known → <c>fresh</c> (to be stored) and
/// <c>seen</c> (stored already, brought again).
/// </summary>
internal sealed class TableStager(UploadStaging upload, Interpretation interpretation, PieceSql sql, TableMapping mapping, LineNumbers lines)
{
    private readonly DuckDBConnection _connection = upload.Connection;
    private readonly LakeTable _table = mapping.Table;
    private readonly bool _isPrimary = mapping == interpretation.Primary;
    private readonly long _partVersion = upload.Version;

    private string Key => string.Join(", ", _table.Key);

    /// <summary>An order derived from its lines is told by the first of them, whatever piece the others stand in.</summary>
    private bool IsDerivedOrder => !_isPrimary && mapping.IsByTheWay && _table == LakeTable.Orders;

    private bool IsWhole => interpretation.WholeOrders && _table.MayBeWhole;

    private bool IsNumbered => _table == LakeTable.OrderLines;

    private string PartKeys => $"part_keys_{_table.Name}";

    /// <summary>Gives the files to upload; the counts of the primary table's rows go to the tally.</summary>
    public async Task<IReadOnlyList<NewLakeFile>> StageAsync(LakeFileWriter writer, string name, long rejected, CancellationToken cancellationToken)
    {
        var staged = _isPrimary ? StageAll() : StageOnePerKey();
        var continues = Probe(staged);
        var anyKnown = await upload.Known.LoadAsync(_table, cancellationToken).ConfigureAwait(false);
        if (IsNumbered)
        {
            await lines.Number(Rows, _partVersion, anyKnown, continues, cancellationToken).ConfigureAwait(false);
        }

        DropRepeated(staged, anyKnown && continues);
        Compare(staged, anyKnown);
        if (_isPrimary)
        {
            Count(staged, rejected);
        }

        var isNew = !anyKnown && _connection.Scalar<long>("SELECT count(*) FROM dropped") == 0;
        _connection.ExecutePatiently(isNew ? $"CREATE OR REPLACE VIEW fresh AS SELECT *, false AS _revises FROM {staged}" : $"""
            CREATE OR REPLACE VIEW fresh AS
            SELECT s.*, {(IsWhole ? $"s.{_table.Key[0]} IN (SELECT {_table.Key[0]} FROM known)" : "m._id IS NOT NULL")} AS _revises FROM {staged} AS s LEFT JOIN matched AS m USING (_id)
            WHERE s._id NOT IN (SELECT _id FROM dropped) AND {(IsWhole && IsNumbered ? "s.order_id IN (SELECT order_id FROM changed)" : "NOT coalesce(m._stored, false)")}
            """);
        var files = writer.Write(_table, "fresh", name).Concat(WriteSeen(staged, writer, name)).ToList();
        upload.Tally.AddTable(_table.Name, files.Where(file => file.File is { Seen: false }).Sum(file => file.File!.Rows)); // filtered
        return files;
    }

    /// <summary>SQL of the rows of this table over <c>judged</c>: what the lake stores, and what rows are told by.</summary>
    /// <param name="where">A condition over them. It stands below the hash of their content, which costs more than all the rest.</param>
    private string Rows(string where)
    {
        var values = string.Join(", ", _table.Columns.Select(column => $"{sql.Value(mapping, column, upload.Now)} AS {column.Name}"));
        var month = PieceSql.HasMonth(_table) ? "_month" : $"'{LakeFile.AnyMonth}' AS _month";
        var line = IsNumbered ? ", coalesce(j._line, o._line) AS _line" : string.Empty;
        var whole = _table.MayBeWhole ? $", {(interpretation.WholeOrders ? "true" : "false")} AS _whole" : string.Empty;
        var row = interpretation.Explode is null ? string.Empty : "_row, ";
        var rows = FormattableString.Invariant(
            $"SELECT j.rowid AS _id, {row}_notes, {month}, {values}{line}{whole}, CAST({sql.Rank(mapping, upload.Version)} AS BIGINT) AS _rank, CAST({upload.Version} AS BIGINT) AS _version FROM judged AS j{(IsNumbered ? " LEFT JOIN occurrences AS o ON j.rowid = o._id" : string.Empty)} WHERE _reject IS NULL");
        if (_table.Surrogate is { } key)
        {
            return $"SELECT * FROM (SELECT * REPLACE (coalesce({key}, 'h_' || format('{{:016x}}', _hash)) AS {key}) FROM ({Hashed(rows)})) WHERE {where}";
        }

        var hashed = Hashed($"SELECT * FROM ({rows}) WHERE {where}");
        return IsNumbered ? LakeSql.WithPlace($"({hashed})") : hashed;

        string Hashed(string relation) => $"SELECT *, {LakeSql.ContentHash(_table)} AS _hash FROM ({relation})";
    }

    /// <summary>Every accepted row is a row of this table. A view, because copying them costs as much as writing them.</summary>
    private string StageAll()
    {
        if (IsNumbered)
        {
            lines.Clear();
        }

        _connection.ExecutePatiently($"CREATE OR REPLACE VIEW staged_rows AS {Rows("true")}");
        return "staged_rows";
    }

    /// <summary>Of all rows that tell of a key by the way, the earliest.</summary>
    private string StageOnePerKey()
    {
        var required = string.Join(" AND ", _table.Columns.Where(column => column.Required || _table.Key.Contains(column.Name)).Select(column => $"{sql.Value(mapping, column, upload.Now)} IS NOT NULL"));
        var key = string.Join(", ", _table.Key.Select(column => sql.Value(mapping, _table.Columns.Single(c => c.Name == column), upload.Now)));
        var time = IsDerivedOrder || !mapping.IsByTheWay ? null : sql.Time;
        var chosen = mapping.IsByTheWay ? time is null ? "min(rowid)" : $"arg_min(rowid, {time})" : "max(rowid)";

        // A table of its own, so that the engine knows how few rows are looked for: without, it took eight times as long in every second piece.
        _connection.ExecutePatiently($"""
            CREATE OR REPLACE TABLE chosen AS SELECT {chosen} AS _id FROM judged WHERE _reject IS NULL AND {required} GROUP BY {key};
            CREATE OR REPLACE TABLE staged_keys AS {Rows("_id IN (SELECT _id FROM chosen)")};
            """);
        return "staged_keys";
    }

    /// <summary>SQL of the staged rows whose first key column is one of <c>known_rows</c>.</summary>
    private string Met()
    {
        var where = $"{_table.Key[0]} IN (SELECT {_table.Key[0]} FROM known_rows)";
        return _isPrimary ? $"({Rows(where)})" : $"(SELECT * FROM staged_keys WHERE {where})";
    }

    /// <summary>The keys of this piece with their hashes as <c>probe</c>, and those of them that earlier pieces of this part had as <c>continued</c>; tells whether there are such.</summary>
    private bool Probe(string staged)
    {
        _connection.ExecutePatiently($"""
            CREATE OR REPLACE TABLE probe AS SELECT key, key_hash(key) AS k FROM (SELECT DISTINCT {_table.Key[0]} AS key FROM {staged});
            CREATE TABLE IF NOT EXISTS {PartKeys} (k UBIGINT);
            CREATE OR REPLACE TABLE continued AS SELECT key FROM probe WHERE k IN (SELECT k FROM {PartKeys});
            INSERT INTO {PartKeys} SELECT k FROM probe;
            """);
        return _connection.Scalar<bool>("SELECT count(*) > 0 FROM continued");
    }

    /// <summary><c>dropped (_id)</c>: rows whose key comes again later in the piece, and derived orders that an earlier piece told of.</summary>
    private void DropRepeated(string staged, bool continues)
    {
        _connection.ExecutePatiently("CREATE OR REPLACE TABLE dropped (_id BIGINT)");
        if (_isPrimary && !(IsNumbered && !mapping.Columns.ContainsKey("line_no")))
        {
            _connection.ExecutePatiently($"""
                INSERT INTO dropped
                WITH again AS (SELECT hash({Key}) AS h FROM {staged} GROUP BY 1 HAVING count(*) > 1)
                SELECT _id FROM (SELECT _id, {Key} FROM {staged} WHERE hash({Key}) IN (SELECT h FROM again))
                QUALIFY row_number() OVER (PARTITION BY {Key} ORDER BY _id DESC) > 1
                """);
        }
        else if (IsDerivedOrder && continues)
        {
            _connection.ExecutePatiently($"""
                INSERT INTO dropped SELECT _id FROM {staged} WHERE order_id IN (SELECT key FROM continued) AND order_id IN (SELECT order_id FROM known_rows)
                """);
        }
    }

    /// <summary>
    /// <c>matched</c>: rows whose key is known; <c>_same</c> where that changes nothing, <c>_stored</c> where the very row is stored already, even if by the way another one counts. Rows are
    /// compared with rows that have as much to say.
    /// </summary>
    private void Compare(string staged, bool anyKnown)
    {
        if (!anyKnown)
        {
            _connection.ExecutePatiently("CREATE OR REPLACE TABLE matched (_id BIGINT, _same BOOLEAN, _stored BOOLEAN); CREATE OR REPLACE TABLE known AS SELECT * FROM (SELECT NULL::VARCHAR AS order_id) WHERE false");
        }
        else
        {
            var values = _table.Columns.Select(column => column.Name).Except(_table.Key);
            var fills = string.Join(" AND ", values.Select(column => $"(s.{column} IS NULL OR s.{column} IS NOT DISTINCT FROM k.{column})").Prepend("true"));
            var same = _table.FillsBlanks && !IsWhole ? $"(s._hash = k._hash OR ({fills}))" : "s._hash = k._hash";
            var met = Met();
            var on = string.Join(" AND ", _table.Key.Select(column => $"s.{column} = k.{column}"));

            var isAppended = _isPrimary && interpretation.Mode == IngestionMode.Append;
            var anyWhole = _table.MayBeWhole && _connection.Scalar<bool>("SELECT bool_or(_whole) FROM known_rows");

            // By the way, the earliest counts: what was known later says less.
            _connection.ExecutePatiently($"""
                CREATE OR REPLACE TABLE known AS {LakeSql.Resolved(_table, $"(SELECT *, {RowRank.Class("_rank")} AS _class FROM known_rows)", "_class", anyWhole)};
                CREATE OR REPLACE TABLE matched AS
                SELECT s._id, {(isAppended ? "true" : $"bool_or(k._class = {RowRank.Class("s._rank")} AND (s._rank > 0 OR s._rank <= k._rank) AND {same})")} AS _same FROM {met} AS s JOIN known AS k ON {on} GROUP BY 1;
                CREATE OR REPLACE TABLE matched AS
                SELECT m._id, m._same, bool_or(k._hash = s._hash AND {RowRank.Class("k._rank")} = {RowRank.Class("s._rank")} AND (m._same OR s._rank <= 0 AND k._rank = s._rank)) AS _stored
                FROM matched AS m JOIN {met} AS s USING (_id) JOIN known_rows AS k ON {on} GROUP BY 1, 2;
                """);
        }

        if (IsWhole && IsNumbered)
        {
            FindChangedOrders(staged);
        }
    }

    /// <summary>
    /// Orders that have a new line or fewer lines than before: all their lines together replace what was known. Where an order's lines may lie apart in the file, a
    /// piece cannot tell, and every order is replaced.
    /// </summary>
    private void FindChangedOrders(string staged) => _connection.ExecutePatiently(interpretation.GroupColumn is null ? $"CREATE OR REPLACE TABLE changed AS SELECT DISTINCT order_id FROM {staged}" : $"""
        CREATE OR REPLACE TABLE changed AS
        SELECT order_id FROM {staged} WHERE _id NOT IN (SELECT _id FROM matched WHERE _same)
        UNION
        SELECT now.order_id FROM (SELECT order_id, count(*) AS n FROM {staged} GROUP BY 1) AS now
        JOIN (SELECT order_id, count(*) AS n FROM known GROUP BY 1) AS before USING (order_id) WHERE now.n <> before.n
        """);

    /// <summary>Counts the rows of the file by what became of them.</summary>
    private void Count(string staged, long rejected)
    {
        var tally = upload.Tally;
        var rows = interpretation.Explode is null ? "*" : "DISTINCT _row";
        var all = _connection.Scalar<long>($"SELECT count({rows}) FROM {staged}");
        const string isNew = "_id NOT IN (SELECT _id FROM dropped) AND _id NOT IN (SELECT _id FROM matched WHERE _same)";
        var counts = sql.Rules.Counted.Select(rule => FormattableString.Invariant($"count({rows}) FILTER (_notes & {rule.Bit} <> 0)"));
        var repaired = FormattableString.Invariant($"count({rows}) FILTER (_notes & {sql.Rules.RepairBits} <> 0)");
        var result = _connection.Query(
            $"SELECT count({rows}), {repaired}, [{string.Join(", ", counts)}]::BIGINT[] FROM {staged} WHERE {isNew}",
            reader => (Accepted: reader.GetInt64(0), Repaired: reader.GetInt64(1), Counts: reader.GetFieldValue<List<long>>(2))).Single();
        foreach (var (rule, count) in sql.Rules.Counted.Zip(result.Counts))
        {
            tally.AddReason(rule.Code, count);
        }

        if (IsNumbered)
        {
            tally.AddReason("repeated_line", _connection.Scalar<long>($"SELECT count(*) FROM occurrences WHERE {isNew}"));
        }

        tally.AddReason("duplicate", all - result.Accepted);
        tally.Add(new RowCounts(all + rejected, result.Accepted, result.Repaired, rejected, all - result.Accepted));
    }

    private IReadOnlyList<NewLakeFile> WriteSeen(string staged, LakeFileWriter writer, string name)
    {
        var again = IsWhole && IsNumbered ? "s.order_id NOT IN (SELECT order_id FROM changed)" : "s._id IN (SELECT _id FROM matched WHERE _stored)";
        _connection.ExecutePatiently($"CREATE OR REPLACE VIEW seen AS {SeenRows.Select(_table, $"(SELECT * FROM {staged} AS s WHERE {again} AND _id NOT IN (SELECT _id FROM dropped))")}");
        var files = writer.WriteSeen(_table, "seen", name);
        if (IsNumbered)
        {
            lines.AddSeen(files.Select(file => file.File!)); // every file of seen rows is listed
        }

        return files;
    }
}

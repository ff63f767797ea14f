using System.Globalization;
using DuckDB.NET.Data;
using Insight.Ingestion.Cleaning;
using Insight.Ingestion.Formats;
using Insight.Ingestion.Reading;
using Insight.Lake;
using Insight.Shops;

namespace Insight.Ingestion.Staging;

/// <summary>
/// Takes an upload through DuckDB piece by piece: <c>raw</c> → <c>interpreted</c> (the lake's columns, as text) → <c>judged</c> (typed, with the
/// reason of rejection) → per table <c>staged</c> (keyed and hashed) → <c>fresh</c> (what the lake does not have yet) → Parquet.
/// </summary>
internal sealed class StagingSession
{
    /// <summary>How databases and spreadsheets write that there is no value. In free text these may be words (NA is Namibia).</summary>
    private const string NoValue = @"'null', 'nan', 'none', 'na', 'n/a', '#n/a', '\n'";

    private readonly UploadStaging _upload;
    private readonly DuckDBConnection _connection;
    private readonly Interpretation _interpretation;
    private readonly Dictionary<string, ColumnProfile> _profiles;
    private readonly Dictionary<string, ValueStyle> _styles = new(StringComparer.Ordinal);

    public StagingSession(UploadStaging upload, Interpretation interpretation)
    {
        (_upload, _connection, _interpretation) = (upload, upload.Connection, interpretation);
        _profiles = Columns().ToDictionary(column => column.Name, column => new ColumnProfile(column.Name, column.Definition, interpretation.DateOrder), StringComparer.Ordinal);
    }

    private RowTally Tally => _upload.Tally;

    /// <summary>Whether the pieces seen so far tell how every column writes its times and numbers.</summary>
    public bool KnowsItsStyles => _profiles.Values.All(profile => profile.IsDecided);

    /// <summary>Looks at a piece ahead of working on it, only to learn how its columns are written.</summary>
    public void Observe()
    {
        Explode();
        Interpret();
        ObserveInterpreted();
    }

    private void ObserveInterpreted()
    {
        foreach (var profile in _profiles.Values)
        {
            profile.Observe(_connection, "interpreted");
        }
    }

    /// <summary>Works on the piece that <see cref="UploadReader.Load"/> laid out; gives the Parquet files written, by table.</summary>
    /// <param name="quarantinePath">Where the piece's rejected rows go as CSV; not created when there are none.</param>
    public async Task<IReadOnlyList<StagedFile>> ProcessAsync(RecordChunk chunk, string folder, string quarantinePath, CancellationToken cancellationToken)
    {
        HoldBackLastGroup(chunk.IsLast);
        Explode();
        Interpret();
        if (_styles.Count == 0 && _profiles.Values.Any(profile => !profile.IsDecided))
        {
            ObserveInterpreted();
        }

        Judge();
        var rejected = Quarantine(chunk, quarantinePath);
        var files = new List<StagedFile>();
        foreach (var mapping in _interpretation.Mappings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await StageAsync(mapping, cancellationToken).ConfigureAwait(false);
            if (mapping == _interpretation.Primary)
            {
                CountRows(rejected);
            }

            files.AddRange(Write(mapping, folder));
            _upload.Known.Remember(mapping.Table);
        }

        _upload.Piece++;
        return files;
    }

    /// <summary>Rows of a group may be cut by the piece's end: the last group waits for the next piece, and order-level fields are filled down.</summary>
    private void HoldBackLastGroup(bool isLast)
    {
        if (_interpretation.GroupColumn is not { } group)
        {
            return;
        }

        _connection.Execute($"""
            CREATE TABLE IF NOT EXISTS held AS SELECT * FROM raw WHERE false;
            INSERT INTO held SELECT * FROM raw;
            CREATE OR REPLACE TABLE raw AS SELECT * FROM held {(isLast ? string.Empty : $"WHERE {group} IS DISTINCT FROM (SELECT arg_max({group}, _row) FROM held)")};
            DELETE FROM held WHERE _row IN (SELECT _row FROM raw);
            """);
        var filled = _interpretation.FillDown.Select(column => $"coalesce(nullif(trim({column}), ''), last_value(nullif(trim({column}), '') IGNORE NULLS) OVER above) AS {column}");
        _connection.Execute($"CREATE OR REPLACE TABLE raw AS SELECT * REPLACE ({string.Join(", ", filled)}) FROM raw WINDOW above AS (PARTITION BY {group} ORDER BY _row)");
    }

    /// <summary>A row that stands for several becomes them.</summary>
    private void Explode()
    {
        if (_interpretation.Explode is { } items)
        {
            _connection.Execute($"""
                CREATE OR REPLACE TABLE raw AS
                SELECT * EXCLUDE (_items), unnest(_items) AS _item, unnest(range(1, len(_items) + 1)) AS _item_no
                FROM (SELECT *, CASE WHEN len({items}) > 0 THEN {items} ELSE [NULL] END AS _items FROM raw)
                """);
        }
    }

    private void Interpret()
    {
        var missing = string.Join(", ", _interpretation.Missing.Append(string.Empty).Distinct().Select(DuckDb.Literal));
        var columns = Columns().Select(column =>
        {
            var words = column.Definition.Type == ColumnType.Text ? string.Empty : $" AND lower(trim({column.Expression})) NOT IN ({NoValue})";
            return $"CASE WHEN trim({column.Expression}) NOT IN ({missing}){words} THEN trim({column.Expression}) END AS \"{column.Name}\"";
        });
        _connection.Execute($"CREATE OR REPLACE TABLE interpreted AS SELECT _row, {string.Join(",\n", columns)} FROM raw");
    }

    private void Judge()
    {
        if (_styles.Count == 0)
        {
            foreach (var column in Columns())
            {
                _styles[column.Name] = _profiles[column.Name].Decide();
            }
        }

        var typed = Columns().Select(column => $"\"{column.Name}\" AS \"{column.Name}:text\", {Typed(column)} AS \"{column.Name}\"");
        var reason = RuleSql.RejectReason(_interpretation, _upload.Now, DuckDb.Literal(_upload.Shop.Currency));
        _connection.Execute($"CREATE OR REPLACE TABLE judged AS SELECT *, {reason} AS _reject FROM (SELECT _row, {string.Join(",\n", typed)} FROM interpreted)");
    }

    private string Typed((string Name, string Expression, LakeColumn Definition) column)
    {
        var value = _styles[column.Name].Sql($"\"{column.Name}\"");
        return column.Definition.Name == "status" ? $"coalesce(order_status({value}), 'completed')" : $"CAST({value} AS {column.Definition.SqlType})";
    }

    /// <summary>Writes what was rejected and counts it by reason; gives the number of rejected rows.</summary>
    private long Quarantine(RecordChunk chunk, string path)
    {
        var readable = _connection.Scalar<long>("SELECT count(*) FROM raw");
        var unreadable = _connection.Scalar<long>("SELECT count(*) FROM unreadable");

        // What the splitter saw and the reader did not give back is missing too, and must not vanish from the count.
        var lost = _interpretation.GroupColumn is null && chunk.Records > readable + unreadable ? chunk.Records - readable - unreadable : 0;
        var reasons = _connection.Query("SELECT _reject, count(*) FROM judged WHERE _reject IS NOT NULL GROUP BY 1", reader => (Code: reader.GetString(0), Rows: reader.GetInt64(1))).ToList();
        foreach (var (code, rows) in reasons)
        {
            Tally.AddReason(code, rows);
        }

        Tally.AddReason("unreadable_row", unreadable + lost);
        var rejected = reasons.Sum(reason => reason.Rows) + unreadable;
        if (rejected > 0)
        {
            var columns = Columns().DistinctBy(column => column.Definition.Name).Select(column => $"shown(\"{column.Name}:text\") AS \"{column.Definition.Name}\"");
            _connection.Execute($"""
                COPY (
                    SELECT _row AS row, _reject AS reason, CAST(NULL AS VARCHAR) AS line, {string.Join(", ", columns)} FROM judged WHERE _reject IS NOT NULL
                    UNION ALL BY NAME
                    SELECT _row AS row, 'unreadable_row' AS reason, shown(text) AS line FROM unreadable
                    ORDER BY row
                ) TO {DuckDb.Literal(path)} (FORMAT csv, HEADER {(_upload.HasQuarantined ? "false" : "true")})
                """);
            _upload.HasQuarantined = true;
        }

        return rejected + lost;
    }

    /// <summary><c>staged</c>: the accepted rows as rows of one table; <c>fresh</c>: those of them to write.</summary>
    private async Task StageAsync(TableMapping mapping, CancellationToken cancellationToken)
    {
        var table = mapping.Table;
        var values = table.Columns.Select(column => $"{Value(mapping, column)} AS {column.Name}").ToList();
        var required = table.Columns.Where(column => column.Required).Select(column => $"{column.Name} IS NOT NULL").Prepend("true");
        _connection.Execute($"""
            CREATE OR REPLACE TABLE staged AS
            SELECT *, row_hash(concat_ws(chr(31), {string.Join(", ", table.Columns.Select(column => $"coalesce(CAST({column.Name} AS VARCHAR), chr(30))"))})) AS _hash,
                   CAST({_upload.Version} AS BIGINT) AS _version
            FROM (SELECT _row, {Month(table)} AS _month, {string.Join(", ", values)} FROM judged WHERE _reject IS NULL)
            WHERE {string.Join(" AND ", required)}
            """);
        if (table.Surrogate is { } surrogate)
        {
            _connection.Execute($"UPDATE staged SET {surrogate} = 'h_' || format('{{:016x}}', _hash) WHERE {surrogate} IS NULL");
        }

        if (table == LakeTable.OrderLines)
        {
            NumberLines();
        }

        var known = await _upload.Known.LoadAsync(table, cancellationToken).ConfigureAwait(false);
        var key = string.Join(" AND ", table.Key.Select(column => $"k.{column} = s.{column}"));
        var same = mapping.OnlyNew ? key : $"{key} AND k._hash = s._hash";

        // Of a key that stands several times in the piece its last row counts; what is derived is taken from the first.
        var order = mapping.OnlyNew ? "_row" : "_row DESC";
        _connection.Execute($"""
            CREATE OR REPLACE TABLE unknown AS
            SELECT * FROM (SELECT * FROM staged QUALIFY row_number() OVER (PARTITION BY {string.Join(", ", table.Key)} ORDER BY {order}) = 1) AS s
            WHERE NOT EXISTS (SELECT 1 FROM {known} AS k WHERE {same});
            """);
        _connection.Execute($"CREATE OR REPLACE TABLE fresh AS {(_interpretation.WholeOrders && table == LakeTable.OrderLines ? ChangedOrders(known) : "SELECT * FROM unknown")}");
    }

    /// <summary>All lines of the orders that have a new line or fewer lines than before: together they replace what was known.</summary>
    private static string ChangedOrders(string known) => $"""
        SELECT * FROM staged WHERE order_id IN (
            SELECT order_id FROM unknown
            UNION
            SELECT now.order_id FROM (SELECT order_id, count(*) AS n FROM staged GROUP BY order_id) AS now
            JOIN (SELECT order_id, count(*) AS n FROM {known} GROUP BY order_id) AS before USING (order_id) WHERE now.n <> before.n)
        """;

    /// <summary>Adds <c>_line</c>: by <c>line_no</c> where there is one, else by content and how often that content occurred before in this upload.</summary>
    private void NumberLines() => _connection.Execute($"""
        CREATE TABLE IF NOT EXISTS counted_lines (order_id VARCHAR, content UBIGINT, n BIGINT);
        CREATE OR REPLACE TABLE contents AS
        SELECT _row, order_id, row_hash(concat_ws(chr(31), product_id, quantity, unit_price, status)) AS content FROM staged;
        CREATE OR REPLACE TABLE staged AS
        SELECT s.*, {(_interpretation.WholeOrders ? "true" : "false")} AS _whole, c.occurrence,
               CASE WHEN s.line_no IS NOT NULL THEN row_hash('line' || s.line_no) ELSE row_hash(c.content || '#' || c.occurrence) END AS _line
        FROM staged AS s
        JOIN (SELECT c._row, c.content, row_number() OVER (PARTITION BY c.order_id, c.content ORDER BY c._row) + coalesce(before.n, 0) AS occurrence
              FROM contents AS c LEFT JOIN (SELECT order_id, content, sum(n) AS n FROM counted_lines GROUP BY ALL) AS before USING (order_id, content)) AS c USING (_row);
        INSERT INTO counted_lines SELECT order_id, content, count(*) FROM contents GROUP BY ALL;
        """);

    /// <summary>Counts the rows of the file by what became of them; they are rows of the primary table.</summary>
    private void CountRows(long rejected)
    {
        var rows = _interpretation.Explode is null ? "*" : "DISTINCT _row";
        var staged = _connection.Scalar<long>($"SELECT count({rows}) FROM staged");
        var accepted = _connection.Scalar<long>($"SELECT count({rows}) FROM unknown");
        var repairs = RuleSql.Applicable(_interpretation, RuleFate.Repair);
        foreach (var (code, condition) in repairs.Concat(RuleSql.Applicable(_interpretation, RuleFate.Note)))
        {
            Tally.AddReason(code, _connection.Scalar<long>($"SELECT count(*) FROM judged WHERE _reject IS NULL AND ({condition}) AND _row IN (SELECT _row FROM unknown)"));
        }

        var repaired = repairs.Count == 0 ? 0 : _connection.Scalar<long>(
            $"SELECT count(*) FROM judged WHERE _reject IS NULL AND ({string.Join(" OR ", repairs.Select(repair => $"coalesce({repair.Condition}, false)"))}) AND _row IN (SELECT _row FROM unknown)");
        if (_interpretation.Primary.Table == LakeTable.OrderLines)
        {
            Tally.AddReason("repeated_line", _connection.Scalar<long>("SELECT count(*) FROM unknown WHERE line_no IS NULL AND occurrence > 1"));
        }

        Tally.AddReason("duplicate", staged - accepted);
        Tally.Add(new RowCounts(staged + rejected, accepted, repaired, rejected, staged - accepted));
    }

    private IReadOnlyList<StagedFile> Write(TableMapping mapping, string folder)
    {
        var table = mapping.Table;
        var rows = _connection.Scalar<long>("SELECT count(*) FROM fresh");
        if (rows == 0)
        {
            return [];
        }

        Tally.AddTable(table.Name, rows);
        var target = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{table.Name}{_upload.Piece}"));
        _connection.Execute($"""
            COPY (SELECT {string.Join(", ", table.StoredColumns().Select(column => column.Name))}, _month FROM fresh ORDER BY {string.Join(", ", table.Key)})
            TO {DuckDb.Literal(target)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (_month), OVERWRITE_OR_IGNORE)
            """);
        return StagedFile.List(_connection, table, target, _upload.Piece);
    }

    private string Month(LakeTable table) =>
        table == LakeTable.Orders || (table == LakeTable.OrderLines && _interpretation.Has(LakeTable.Orders, "ordered_at"))
            ? "strftime(\"orders__ordered_at\", '%Y-%m')"
            : "'any'";

    private string Value(TableMapping mapping, LakeColumn column)
    {
        var name = $"\"{RuleSql.Column(mapping.Table, column.Name)}\"";
        return column.Name switch
        {
            // A negative quantity that nothing else explains is a return (rule return_by_sign).
            "status" when mapping.Table == LakeTable.OrderLines => $"CASE WHEN {name} = 'completed' AND \"order_lines__quantity\" < 0 THEN 'returned' ELSE {name} END",
            "currency" when mapping.Columns.ContainsKey("currency") => $"upper({name})",
            "as_of" when mapping.Table == LakeTable.Stock => mapping.Columns.ContainsKey("as_of") ? $"coalesce({name}, {_upload.Now})" : _upload.Now,
            _ when mapping.Columns.ContainsKey(column.Name) => name,
            _ => $"CAST(NULL AS {column.SqlType})",
        };
    }

    private IEnumerable<(string Name, string Expression, LakeColumn Definition)> Columns() =>
        from mapping in _interpretation.Mappings
        from column in mapping.Table.Columns
        where mapping.Columns.ContainsKey(column.Name)
        select (RuleSql.Column(mapping.Table, column.Name), mapping.Columns[column.Name], column);
}

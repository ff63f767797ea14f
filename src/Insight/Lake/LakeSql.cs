namespace Insight.Lake;

/// <summary>SQL that follows from the definition of a table.</summary>
internal static class LakeSql
{
    /// <summary>All rows of some Parquet files of a table, every version of them; an empty relation of the same columns for no files.</summary>
    /// <param name="fromVersion">Rows of smaller versions do not count.</param>
    /// <param name="where">A condition over the stored columns. It must stand here where it can, because the engine would hash the rows before it looks at them.</param>
    public static string SelectFiles(LakeTable table, IReadOnlyList<string> localPaths, long fromVersion = 0, string where = "true")
    {
        var columns = table.StoredColumns().ToList();
        var stored = localPaths.Count == 0
            ? $"SELECT {string.Join(", ", columns.Select(c => $"CAST(NULL AS {c.SqlType}) AS {c.Name}"))} WHERE false"
            : FormattableString.Invariant($"SELECT {string.Join(", ", columns.Select(c => c.Name))} FROM read_parquet({Paths(localPaths)}, hive_partitioning=false, union_by_name=true) WHERE _version >= {fromVersion} AND ({where})");
        return table == LakeTable.OrderLines ? WithPlace($"(SELECT *, {ContentHash(table)} AS _hash FROM ({stored}))") : stored;
    }

    /// <summary>Adds <c>_place</c> to order lines that have <c>_line</c> and <c>_hash</c>.</summary>
    public static string WithPlace(string relation) => $"SELECT *, coalesce(_line, _hash) AS _place FROM {relation}";

    /// <summary>
    /// SQL of what tells whether two rows of a key say the same. Of a line only its content: order and number are its key, and lines without a number are recognised by it.
    /// </summary>
    public static string ContentHash(LakeTable table)
    {
        var columns = table == LakeTable.OrderLines ? table.Columns.Where(column => column.Name is not ("order_id" or "line_no")) : table.Columns;
        return $"row_hash(concat_ws(chr(31), {string.Join(", ", columns.Select(column => $"coalesce(CAST({column.Name} AS VARCHAR), chr(30))"))}))";
    }

    public static string Paths(IEnumerable<string> localPaths) => $"[{string.Join(", ", localPaths.Select(DuckDb.Literal))}]";

    /// <summary>The rows that count, one per key. Only keys that stand in a revising file can have more than one version.</summary>
    /// <param name="plain">Local paths of files whose keys are all different.</param>
    /// <param name="revising">Local paths of files with keys that others have too.</param>
    public static string Newest(LakeTable table, IReadOnlyList<string> plain, IReadOnlyList<string> revising, long fromVersion = 0)
    {
        if (revising.Count == 0)
        {
            return SelectFiles(table, plain, fromVersion);
        }

        var key = table.Key[0];
        var revised = $"(SELECT DISTINCT {key} FROM ({SelectFiles(table, revising, fromVersion)}))";
        return $"""
            SELECT * FROM ({SelectFiles(table, plain, fromVersion)}) AS f ANTI JOIN {revised} AS r USING ({key})
            UNION ALL BY NAME
            {Resolved(table, $"(SELECT * FROM ({SelectFiles(table, [.. plain, .. revising], fromVersion)}) AS f SEMI JOIN {revised} AS r USING ({key}))")}
            """;
    }

    /// <summary>
    /// What counts of the versions of each key in <paramref name="relation"/>. What a later export of the whole order no longer has is gone; a blank is filled
    /// from the row before where the table says so.
    /// </summary>
    /// <param name="anyWhole">False where it is known that no row of the relation comes from an export of whole orders.</param>
    /// <param name="within">A further column of the relation: then one row per key and value of it.</param>
    public static string Resolved(LakeTable table, string relation, string? within = null, bool anyWhole = true)
    {
        var key = string.Join(", ", within is null ? table.Key : table.Key.Append(within));
        if (table.MayBeWhole && anyWhole)
        {
            relation = $"""
                (SELECT * EXCLUDE (_replaced_at) FROM (SELECT *, max({RowVersion.CommitSql("_version")}) FILTER (_whole) OVER (PARTITION BY order_id) AS _replaced_at FROM {relation})
                 WHERE {RowVersion.CommitSql("_version")} >= coalesce(_replaced_at, 0))
                """;
        }

        if (!table.FillsBlanks)
        {
            return $"SELECT * FROM {relation} QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {RowRank.Precedence} DESC) = 1";
        }

        var filled = table.StoredColumns().Select(column => column.Name).Except(table.Key).Select(column => $"arg_max({column}, _precedence) AS {column}");
        return $"SELECT {key}, {string.Join(", ", filled)} FROM (SELECT *, {RowRank.Precedence} AS _precedence FROM {relation}) GROUP BY {key}";
    }
}

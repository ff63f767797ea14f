namespace Insight.Lake;

/// <summary>SQL that follows from the definition of a table.</summary>
internal static class LakeSql
{
    /// <summary>All rows of some Parquet files of a table, every version of them; an empty relation of the same columns for no files.</summary>
    public static string SelectFiles(LakeTable table, IReadOnlyList<string> localPaths)
    {
        var columns = table.StoredColumns().ToList();
        return localPaths.Count == 0
            ? $"SELECT {string.Join(", ", columns.Select(c => $"CAST(NULL AS {c.SqlType}) AS {c.Name}"))} WHERE false"
            : $"SELECT {string.Join(", ", columns.Select(c => c.Name))} FROM read_parquet([{string.Join(", ", localPaths.Select(DuckDb.Literal))}], union_by_name=true)";
    }

    /// <summary>
    /// The newest version of each row of <paramref name="relation"/>. A line that a later export of its whole order no longer has is gone.
    /// </summary>
    public static string Newest(LakeTable table, string relation)
    {
        var newest = $"FROM {relation} QUALIFY row_number() OVER (PARTITION BY {string.Join(", ", table.Key)} ORDER BY _version DESC, _hash) = 1";
        return table == LakeTable.OrderLines
            ? $"SELECT * FROM (SELECT *, max(_version) FILTER (_whole) OVER (PARTITION BY order_id) AS _replaced_at {newest}) WHERE _version >= coalesce(_replaced_at, 0)"
            : $"SELECT * {newest}";
    }
}

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
}

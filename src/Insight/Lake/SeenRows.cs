namespace Insight.Lake;

/// <summary>
/// Rows that an upload brought again, beside the row that the lake had already: not stored twice, but remembered, so that the row stays when the upload that
/// brought it first is retracted. A file has <c>k</c> (<see cref="KeySketch"/>'s hash of the key), <c>sub</c> (of the key's further columns; NULL where there are
/// none, or for a line that is told by its content), <c>_hash</c>, <c>_whole</c>, <c>_rank</c> and <c>_version</c> of the row as it was brought.
/// </summary>
internal static class SeenRows
{
    public const string Columns = "k, sub, _hash, _whole, _rank, _version";

    /// <summary>SQL of <c>sub</c>.</summary>
    public static string Sub(LakeTable table) =>
        table == LakeTable.OrderLines ? "nullif(_place, _hash)"
        : table.Key.Count == 1 ? "CAST(NULL AS UBIGINT)"
        : $"row_hash(concat_ws(chr(31), {string.Join(", ", table.Key.Skip(1))}))";

    /// <summary>SQL that selects the columns from rows of a table.</summary>
    public static string Select(LakeTable table, string relation) =>
        $"SELECT key_hash({table.Key[0]}) AS k, {Sub(table)} AS sub, _hash, {(table.MayBeWhole ? "_whole" : "false AS _whole")}, _rank, _version FROM {relation}";
}

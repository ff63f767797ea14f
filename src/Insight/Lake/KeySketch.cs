namespace Insight.Lake;

/// <summary>
/// Which keys some files have, small enough to be read whenever rows are added: 40 bits of a hash of each key, sorted, as Parquet
/// (<c>k</c>, <c>month</c>, <c>revises</c> of the file; about three bytes a key). Of a hundred thousand keys asked for in a file of a million, about one in ten
/// such questions is answered yes wrongly, which costs a look into the file and nothing else.
/// </summary>
internal static class KeySketch
{
    /// <summary>SQL that writes the sketch of a relation with the columns <c>k</c>, <c>month</c>, <c>revises</c>.</summary>
    public static string Copy(string relation, string localPath) =>
        $"COPY (SELECT DISTINCT k, month, revises FROM {relation} ORDER BY k) TO {DuckDb.Literal(localPath)} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V2)";

    /// <summary>SQL of the files (<c>sketch</c>, <c>month</c>, <c>revises</c>) that probably have one of the keys in <c>probe (k)</c>.</summary>
    public static string Matches(IEnumerable<string> localPaths) =>
        $"SELECT DISTINCT filename AS sketch, month, revises FROM read_parquet({LakeSql.Paths(localPaths)}, filename=true) WHERE k IN (SELECT k FROM probe)";
}

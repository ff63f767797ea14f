using System.Globalization;
using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>A Parquet file on the work folder, ready to be uploaded.</summary>
internal sealed record StagedFile(LakeTable Table, string Month, int Chunk, int Part, string LocalPath, long Rows, string MinKey, string MaxKey)
{
    /// <summary>The files that a partitioned COPY left below a folder.</summary>
    public static IReadOnlyList<StagedFile> List(DuckDBConnection connection, LakeTable table, string folder, int chunk)
    {
        var files = new List<StagedFile>();
        foreach (var partition in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var month = Path.GetFileName(partition)["_month=".Length..];
            foreach (var (path, part) in Directory.GetFiles(partition, "*.parquet").Order(StringComparer.Ordinal).Select((path, part) => (path, part)))
            {
                var key = table.Key[0];
                var (rows, min, max) = connection.Query(
                    $"SELECT count(*), min({key}), max({key}) FROM read_parquet({DuckDb.Literal(path)})",
                    reader => (reader.GetInt64(0), reader.GetString(1), reader.GetString(2))).Single();
                files.Add(new StagedFile(table, month, chunk, part, path, rows, min, max));
            }
        }

        return files;
    }

    /// <summary>Blob name in the container <c>lake</c>: the same upload always writes the same names.</summary>
    public string BlobName(string shop, string ingestionId) =>
        string.Create(CultureInfo.InvariantCulture, $"{shop}/{Table.Name}/{Month}/{ingestionId}-{Chunk:D4}-{Part}.parquet");
}

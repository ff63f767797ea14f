using System.Globalization;
using DuckDB.NET.Data;

namespace Insight.Lake;

/// <summary>Writes rows as the lake's Parquet files, with their key sketch, into a local folder.</summary>
/// <param name="shop">First segment of the blobs' paths.</param>
internal sealed class LakeFileWriter(DuckDBConnection connection, string shop, string folder)
{
    /// <param name="relation">A table or view with the table's stored columns, <c>_month</c> and <c>_revises</c>.</param>
    /// <param name="name">Part of the blobs' names, different for every call of every commit.</param>
    public IReadOnlyList<NewLakeFile> Write(LakeTable table, string relation, string name)
    {
        var target = Path.Combine(folder, $"{table.Name}-{name}");
        var columns = string.Join(", ", table.StoredColumns().Select(column => column.Name));
        var written = connection.Query(
            $"COPY (SELECT {columns}, _month, _revises FROM {relation}) TO {DuckDb.Literal(target)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (_month, _revises), RETURN_STATS)",
            reader => (Path: reader.GetString(0), Rows: Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture), Bytes: Convert.ToInt64(reader.GetValue(2), CultureInfo.InvariantCulture))).ToList();
        if (written.Count == 0)
        {
            return [];
        }

        var key = table.Key[0];
        var ranges = connection.Query(
            $"SELECT _month, _revises, min({key}), max({key}), min(_version), max(_version) FROM {relation} GROUP BY ALL",
            reader => (Partition: (reader.GetString(0), reader.GetBoolean(1)), Min: reader.GetString(2), Max: reader.GetString(3), MinVersion: reader.GetInt64(4), MaxVersion: reader.GetInt64(5)))
            .ToDictionary(range => range.Partition);
        var keys = new NewLakeFile(target + ".keys", $"{shop}/{table.Name}/keys/{name}.parquet", null);
        connection.Execute(KeySketch.Copy($"(SELECT key_hash({key}) AS k, _month AS month, _revises AS revises FROM (SELECT DISTINCT {key}, _month, _revises FROM {relation}))", keys.LocalPath));
        var files = new List<NewLakeFile> { keys };
        foreach (var (file, index) in written.Order().Select((file, index) => (file, index)))
        {
            var (month, revises) = Partition(file.Path);
            var range = ranges[(month, revises)];
            var blob = string.Create(CultureInfo.InvariantCulture, $"{shop}/{table.Name}/{month}/{name}-{index}.parquet");
            files.Add(new NewLakeFile(file.Path, blob, new LakeFile
            {
                Table = table.Name, Month = month, Path = blob, Rows = file.Rows, Bytes = file.Bytes, MinKey = range.Min, MaxKey = range.Max, Keys = keys.BlobPath,
                MinVersion = range.MinVersion, MaxVersion = range.MaxVersion, Revises = revises,
            }));
        }

        return files;
    }

    /// <param name="relation">Rows with the columns of <see cref="SeenRows"/>.</param>
    public IReadOnlyList<NewLakeFile> WriteSeen(LakeTable table, string relation, string name)
    {
        var (rows, min, max) = connection.Query(
            $"SELECT count(*), coalesce(min(_version), 0), coalesce(max(_version), 0) FROM {relation}", reader => (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2))).Single();
        if (rows == 0)
        {
            return [];
        }

        var local = Path.Combine(folder, $"{table.Name}-{name}.seen");
        var blob = $"{shop}/{table.Name}/seen/{name}.parquet";
        connection.Execute($"COPY (SELECT {SeenRows.Columns} FROM {relation} ORDER BY k) TO {DuckDb.Literal(local)} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V2)");
        return
        [
            new NewLakeFile(local, blob, new LakeFile
            {
                Table = table.Name, Month = LakeFile.AnyMonth, Path = blob, Rows = rows, Bytes = new FileInfo(local).Length, MinVersion = min, MaxVersion = max, Seen = true,
            }),
        ];
    }

    /// <summary>Month and flag from <c>…/_month=2026-03/_revises=false/data_0.parquet</c>.</summary>
    private static (string Month, bool Revises) Partition(string path)
    {
        var folders = path.Split('/', '\\');
        return (Value(folders[^3]), bool.Parse(Value(folders[^2])));

        static string Value(string folder) => folder[(folder.IndexOf('=', StringComparison.Ordinal) + 1)..];
    }
}

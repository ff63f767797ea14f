using System.Collections.Concurrent;
using System.Globalization;
using DuckDB.NET.Data;

namespace Insight.Lake;

/// <summary>Writes rows as the lake's Parquet files, with their key sketch, into a local folder.</summary>
/// <param name="shop">First segment of the blobs' paths.</param>
internal sealed class LakeFileWriter(DuckDBConnection connection, string shop, string folder)
{
    /// <summary>Rows of one file from which on they are written by themselves: laying rows apart into files costs the engine as much again as writing them.</summary>
    private const long ManyRows = 20_000;

    /// <param name="relation">A table or view with the table's stored columns, <c>_month</c> and <c>_revises</c>; it is read several times.</param>
    /// <param name="name">Part of the blobs' names, different for every call of every commit.</param>
    public IReadOnlyList<NewLakeFile> Write(LakeTable table, string relation, string name)
    {
        connection.ExecutePatiently($"CREATE OR REPLACE TABLE written AS SELECT {table.Key[0]} AS key, _month, _revises, count(*) AS n, min(_version) AS first, max(_version) AS last FROM {relation} GROUP BY ALL");
        var ranges = connection.Query(
            "SELECT _month, _revises, sum(n)::BIGINT, min(key), max(key), min(first), max(last) FROM written GROUP BY ALL",
            reader => (Partition: (Month: reader.GetString(0), Revises: reader.GetBoolean(1)), Rows: reader.GetInt64(2), Min: reader.GetString(3), Max: reader.GetString(4), MinVersion: reader.GetInt64(5), MaxVersion: reader.GetInt64(6)))
            .ToDictionary(range => range.Partition);
        if (ranges.Count == 0)
        {
            return [];
        }

        var target = Path.Combine(folder, $"{table.Name}-{name}");
        var many = ranges.Values.Where(range => range.Rows >= ManyRows || ranges.Count == 1).Select(range => range.Partition).ToList();
        var written = CopyRows(table, relation, many, hasOthers: many.Count < ranges.Count, target);
        var keys = new NewLakeFile(target + ".keys", $"{shop}/{table.Name}/keys/{name}.parquet", null);
        connection.ExecutePatiently(KeySketch.Copy("(SELECT key_hash(key) AS k, _month AS month, _revises AS revises FROM written)", keys.LocalPath));
        connection.ExecutePatiently("DROP TABLE written");
        var files = new List<NewLakeFile> { keys };
        foreach (var (file, index) in written.Order().Select((file, index) => (file, index)))
        {
            var (month, revises) = Partition(file.Path);
            var range = ranges[(month, revises)];
            var blob = string.Create(CultureInfo.InvariantCulture, $"{shop}/{table.Name}/{month}/{name}-{index}.parquet");
            files.Add(new NewLakeFile(file.Path, blob, new LakeFile
            {
                Table = table.Name, Month = month, Path = blob, Rows = file.Rows, Bytes = new FileInfo(file.Path).Length, MinKey = range.Min, MaxKey = range.Max, Keys = keys.BlobPath,
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
        connection.ExecutePatiently($"COPY (SELECT {SeenRows.Columns} FROM {relation} ORDER BY k) TO {DuckDb.Literal(local)} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V2)");
        return
        [
            new NewLakeFile(local, blob, new LakeFile
            {
                Table = table.Name, Month = LakeFile.AnyMonth, Path = blob, Rows = rows, Bytes = new FileInfo(local).Length, MinVersion = min, MaxVersion = max, Seen = true,
            }),
        ];
    }

    /// <param name="many">Month and flag of the files that are written by themselves.</param>
    /// <param name="hasOthers">Whether there are rows of further files.</param>
    private List<(string Path, long Rows)> CopyRows(LakeTable table, string relation, IReadOnlyList<(string Month, bool Revises)> many, bool hasOthers, string target)
    {
        var columns = string.Join(", ", table.StoredColumns().Select(column => column.Name));
        if (hasOthers)
        {
            var others = string.Concat(many.Select(part => $" AND NOT ({Is(part)})"));
            Copy(connection, $"SELECT {columns}, _month, _revises FROM {relation} WHERE true{others}", target, ", PARTITION_BY (_month, _revises)");
        }

        CopySideBySide(many, (own, part) =>
        {
            var path = Directory.CreateDirectory(Path.Combine(target, $"_month={part.Month}", $"_revises={(part.Revises ? "true" : "false")}")).FullName;
            Copy(own, $"SELECT {columns} FROM {relation} WHERE {Is(part)}", Path.Combine(path, "data_0.parquet"));
        });
        return connection.Query($"SELECT file_name, num_rows FROM parquet_file_metadata({DuckDb.Literal(Path.Combine(target, "*", "*", "*.parquet"))})", reader => (reader.GetString(0), reader.GetInt64(1))).ToList();

        static string Is((string Month, bool Revises) part) => $"_month = {DuckDb.Literal(part.Month)} AND {(part.Revises ? "_revises" : "NOT _revises")}";
    }

    /// <summary>Several at once, because one file is written by one thread, whatever the engine has. On threads of their own: those of the pool may all be in the engine.</summary>
    private void CopySideBySide(IReadOnlyList<(string Month, bool Revises)> parts, Action<DuckDBConnection, (string Month, bool Revises)> copy)
    {
        var left = new ConcurrentQueue<(string Month, bool Revises)>(parts);
        var connections = Enumerable.Range(0, Math.Min(DuckDb.Threads, parts.Count)).Select(_ => connection.Beside()).ToList();
        try
        {
            Task.WhenAll(connections.Select(own => Task.Factory.StartNew(() => Work(own), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))).GetAwaiter().GetResult();
        }
        finally
        {
            connections.ForEach(own => own.Dispose());
        }

        void Work(DuckDBConnection own)
        {
            while (left.TryDequeue(out var part))
            {
                copy(own, part);
            }
        }
    }

    private static void Copy(DuckDBConnection connection, string rows, string path, string how = "") => connection.ExecutePatiently($"COPY ({rows}) TO {DuckDb.Literal(path)} (FORMAT parquet, COMPRESSION zstd{how})");

    /// <summary>Month and flag from <c>…/_month=2026-03/_revises=false/data_0.parquet</c>.</summary>
    private static (string Month, bool Revises) Partition(string path)
    {
        var folders = path.Split('/', '\\');
        return (Value(folders[^3]), bool.Parse(Value(folders[^2])));

        static string Value(string folder) => folder[(folder.IndexOf('=', StringComparison.Ordinal) + 1)..];
    }
}

using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>
/// Keys and hashes of what the lake already has, and of what this upload brought in earlier pieces, as tables <c>known_{table}</c>. Only
/// files whose key range meets the staged rows are looked at, each once.
/// </summary>
internal sealed class KnownRows(DuckDBConnection connection, LakeSnapshot snapshot, LakeFileCache files)
{
    private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);

    /// <summary>Name of the relation with the newest known row per key, for the keys of <c>staged</c>.</summary>
    public async Task<string> LoadAsync(LakeTable table, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", Columns(table));
        connection.Execute($"CREATE TABLE IF NOT EXISTS known_{table.Name} AS SELECT {columns} FROM ({LakeSql.SelectFiles(table, [])})");
        var first = table.Key[0];
        var (min, max) = connection.Query($"SELECT min({first}), max({first}) FROM staged", reader => reader.IsDBNull(0) ? (null, null) : (reader.GetString(0), reader.GetString(1))).Single();
        if (min is not null)
        {
            var overlapping = snapshot.Files
                .Where(file => file.Table == table.Name && string.CompareOrdinal(file.MinKey, max) <= 0 && string.CompareOrdinal(file.MaxKey, min) >= 0 && _loaded.Add(file.Path))
                .ToList();
            if (overlapping.Count > 0)
            {
                var local = await files.GetAsync(overlapping, cancellationToken).ConfigureAwait(false);
                connection.Execute($"INSERT INTO known_{table.Name} SELECT {columns} FROM ({LakeSql.SelectFiles(table, local)})");
            }
        }

        var newest = LakeSql.Newest(table, $"(SELECT * FROM known_{table.Name} WHERE {first} IN (SELECT {first} FROM staged))");
        connection.Execute($"CREATE OR REPLACE TABLE known AS {newest}");
        return "known";
    }

    /// <summary>Remembers what this piece adds, for the pieces after it.</summary>
    public void Remember(LakeTable table) => connection.Execute($"INSERT INTO known_{table.Name} SELECT {string.Join(", ", Columns(table))} FROM fresh");

    private static IEnumerable<string> Columns(LakeTable table)
    {
        IEnumerable<string> columns = [.. table.Key, "_hash", "_version"];
        return table == LakeTable.OrderLines ? columns.Append("_whole") : columns;
    }
}

using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>
/// Finds the rows of the lake, and of this upload's earlier pieces, that have the keys of a piece. Key sketches tell which files to look into, so that
/// adding to a large lake costs little more than adding to an empty one.
/// </summary>
internal sealed class KnownRows
{
    private readonly DuckDBConnection _connection;
    private readonly LakeSnapshot _snapshot;
    private readonly LakeFileCache _cache;
    private readonly Dictionary<LakeTable, List<LakeFile>> _files;

    public KnownRows(DuckDBConnection connection, LakeSnapshot snapshot, LakeFileCache cache)
    {
        (_connection, _snapshot, _cache) = (connection, snapshot, cache);
        _files = LakeTable.All.ToDictionary(table => table, table => snapshot.RowsOf(table).ToList());
    }

    /// <summary>The pieces after this one know what it added.</summary>
    public void Add(IEnumerable<NewLakeFile> files)
    {
        foreach (var file in files)
        {
            if (file.File is { Seen: false } rows)
            {
                _files[LakeTable.Named(rows.Table)].Add(rows);
            }
        }
    }

    /// <summary>From here on the table is what this upload brings.</summary>
    public void Forget(LakeTable table) => _files[table].Clear();

    /// <summary>
    /// Makes <c>known_rows</c>, all versions of the rows that have a key of <c>probe (key, k)</c> (of tables that do not fill blanks only what rows are compared by), and tells whether
    /// there are any. <c>k</c> is the key's hash.
    /// </summary>
    public async Task<bool> LoadAsync(LakeTable table, CancellationToken cancellationToken)
    {
        var (min, max) = _connection.Query("SELECT min(key), max(key) FROM probe", reader => reader.IsDBNull(0) ? (null, null) : (reader.GetString(0), reader.GetString(1))).Single();
        if (min is null || max is null)
        {
            return false;
        }

        var near = _files[table].Where(file => KeyOrder.Compare(file.MinKey!, max) <= 0 && KeyOrder.Compare(file.MaxKey!, min) >= 0).ToLookup(file => file.Keys!, StringComparer.Ordinal); // files with rows have keys
        if (near.Count == 0)
        {
            return false;
        }

        var sketches = near.Select(group => group.Key).ToList();
        var local = await _cache.GetAsync(sketches, cancellationToken).ConfigureAwait(false);
        var sketchOf = sketches.Zip(local).ToDictionary(pair => pair.Second, pair => pair.First, StringComparer.Ordinal);
        var hits = _connection.Query(KeySketch.Matches(local), reader => (Sketch: sketchOf[reader.GetString(0)], Month: reader.GetString(1), Revises: reader.GetBoolean(2))).ToList();
        var files = hits.SelectMany(hit => near[hit.Sketch].Where(file => file.Month == hit.Month && file.Revises == hit.Revises)).ToList();
        if (files.Count == 0)
        {
            return false;
        }

        var rows = LakeSql.SelectFiles(table, await _cache.GetAsync(files, cancellationToken).ConfigureAwait(false), _snapshot.FirstVersionOf(table), $"{table.Key[0]} IN (SELECT key FROM probe)");
        IEnumerable<string> compared = [.. table.Key, "_hash", "_rank", "_version", .. table.MayBeWhole ? ["_whole"] : Array.Empty<string>(), .. table == LakeTable.OrderLines ? ["line_no"] : Array.Empty<string>()];
        var columns = table.FillsBlanks ? "*" : string.Join(", ", compared);
        _connection.ExecutePatiently($"CREATE OR REPLACE TABLE known_rows AS SELECT {columns} FROM ({rows})");
        return _connection.Scalar<bool>("SELECT count(*) > 0 FROM known_rows");
    }
}

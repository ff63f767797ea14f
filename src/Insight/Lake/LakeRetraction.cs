using DuckDB.NET.Data;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Options;

namespace Insight.Lake;

/// <summary>
/// Takes out of the lake what one commit brought, as if it had never come: its rows go, what they had replaced counts again, and rows that other uploads brought
/// too stay, as theirs. The caller holds the shop's <see cref="CommitterLease"/>.
/// </summary>
public sealed class LakeRetraction(SnapshotStore snapshots, LakeFileCache cache, LakeBlobs blobs, WorkFolder work, TimeProvider time, IOptions<LakeOptions> options)
{
    /// <summary>May be repeated: what is gone is gone.</summary>
    /// <returns>The snapshot without the commit.</returns>
    public async Task<LakeSnapshot> RunAsync(Shop shop, long commit, CancellationToken cancellationToken)
    {
        var (snapshot, basedOn) = await snapshots.ReadAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        var (first, last) = (RowVersion.First(commit), RowVersion.Last(commit));
        var touched = snapshot.Files.Where(file => file.MinVersion <= last && file.MaxVersion >= first).ToList();
        var replaced = snapshot.Replacements.Any(replacement => replacement.Commit == commit);
        if (touched.Count == 0 && !replaced)
        {
            return snapshot;
        }

        using var scope = work.OpenScope();
        using var connection = DuckDb.Open(scope.Path, shop.TimeZone.Id, options.Value.MemoryMegabytes);
        var writer = new LakeFileWriter(connection, shop.Id.Value, scope.Path);
        var added = new List<LakeFile>();
        foreach (var group in touched.GroupBy(file => file.Table, StringComparer.Ordinal))
        {
            var table = LakeTable.Named(group.Key);
            var name = FormattableString.Invariant($"without-{commit}-{snapshot.Commit + 1}");
            var own = FormattableString.Invariant($"_version BETWEEN {first} AND {last}");
            added.AddRange(await RewriteRowsAsync(connection, writer, table, [.. group.Where(file => !file.Seen)], snapshot, own, name, cancellationToken).ConfigureAwait(false));
            added.AddRange(await RewriteSeenAsync(connection, writer, table, [.. group.Where(file => file.Seen)], own, name, cancellationToken).ConfigureAwait(false));
        }

        var without = snapshot.Next(time.GetUtcNow(), changesData: true) with
        {
            Files = [.. snapshot.Files.Except(touched), .. added],
            Uploads = [.. snapshot.Uploads.Where(upload => upload.Commit != commit)],
            Replacements = [.. snapshot.Replacements.Where(replacement => replacement.Commit != commit)],
        };
        await snapshots.CommitAsync(shop.Id, without, basedOn, cancellationToken).ConfigureAwait(false);
        return without;
    }

    private async Task<IReadOnlyList<LakeFile>> RewriteRowsAsync(
        DuckDBConnection connection, LakeFileWriter writer, LakeTable table, IReadOnlyList<LakeFile> touched, LakeSnapshot snapshot, string own, string name, CancellationToken cancellationToken)
    {
        if (touched.Count == 0)
        {
            return [];
        }

        var local = await cache.GetAsync(touched, cancellationToken).ConfigureAwait(false);
        var rows = string.Join(" UNION ALL ", touched.Zip(local).Select(pair =>
            $"SELECT *, {DuckDb.Literal(pair.First.Month)} AS _month, {(pair.First.Revises ? "true" : "false")} AS _revises FROM ({LakeSql.SelectFiles(table, [pair.Second])})"));
        var seen = await cache.GetAsync(snapshot.Files.Where(file => file.Seen && file.Table == table.Name), cancellationToken).ConfigureAwait(false);
        var othersSeen = seen.Count == 0
            ? "SELECT NULL::UBIGINT AS k, NULL::UBIGINT AS sub, NULL::UBIGINT AS _hash, NULL::BOOLEAN AS _whole, NULL::BIGINT AS _rank, NULL::BIGINT AS _version WHERE false"
            : $"SELECT {SeenRows.Columns} FROM read_parquet({LakeSql.Paths(seen)}) WHERE NOT ({own})";

        // A row that others brought too becomes the row of the one that counts most among them.
        var asBrought = string.Join(", ", table.StoredColumns().Select(column => column.Name).Append("_hash").Distinct().Select(name => name is "_rank" or "_version" or "_whole" ? $"s.{name}" : $"g.{name}"));
        connection.Execute($"""
            CREATE OR REPLACE TABLE gone AS SELECT *, key_hash({table.Key[0]}) AS k, {SeenRows.Sub(table)} AS sub FROM ({rows}) WHERE {own};
            CREATE OR REPLACE TABLE kept AS SELECT * FROM ({rows}) WHERE NOT ({own});
            INSERT INTO kept BY NAME
            SELECT * EXCLUDE (_gone) FROM (
                SELECT {asBrought}, g._month, true AS _revises, g.rowid AS _gone
                FROM gone AS g JOIN ({othersSeen}) AS s ON g.k = s.k AND g._hash = s._hash AND g.sub IS NOT DISTINCT FROM s.sub
            ) QUALIFY row_number() OVER (PARTITION BY _gone ORDER BY {RowRank.Precedence} DESC) = 1
            """);
        return await blobs.UploadAsync(writer.Write(table, "kept", name), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<LakeFile>> RewriteSeenAsync(
        DuckDBConnection connection, LakeFileWriter writer, LakeTable table, IReadOnlyList<LakeFile> touched, string own, string name, CancellationToken cancellationToken)
    {
        if (touched.Count == 0)
        {
            return [];
        }

        var local = await cache.GetAsync(touched, cancellationToken).ConfigureAwait(false);
        connection.Execute($"CREATE OR REPLACE TABLE seen AS SELECT {SeenRows.Columns} FROM read_parquet({LakeSql.Paths(local)}) WHERE NOT ({own})");
        return await blobs.UploadAsync(writer.WriteSeen(table, "seen", name), cancellationToken).ConfigureAwait(false);
    }
}

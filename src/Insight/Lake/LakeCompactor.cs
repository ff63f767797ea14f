using DuckDB.NET.Data;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Insight.Lake;

/// <summary>
/// Keeps a lake of many small commits in few files: merges small ones, by month where months are large, by year where years are, else altogether. Every
/// version of every row stays, so that retraction remains exact.
/// </summary>
public sealed class LakeCompactor(
    InsightStorage storage, SnapshotStore snapshots, LakeFileCache cache, LakeBlobs blobs, WorkFolder work, TimeProvider time, IOptions<LakeOptions> options, ILogger<LakeCompactor> logger)
{
    private readonly LakeOptions _options = options.Value;

    /// <summary>Merges what is worth merging and gives how many files there were before and are now.</summary>
    public async Task<(int Before, int After)> RunAsync(Shop shop, CancellationToken cancellationToken)
    {
        var (looked, _) = await snapshots.ReadAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        if (!Plan(looked).Any())
        {
            return (looked.Files.Count, looked.Files.Count);
        }

        var lease = await CommitterLease.AcquireAsync(storage, shop.Id, time, _options.LeaseDuration, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            var (snapshot, basedOn) = await snapshots.ReadAsync(shop.Id, stop.Token).ConfigureAwait(false);
            using var scope = work.OpenScope();
            using var connection = DuckDb.Open(scope.Path, shop.TimeZone.Id, _options.MemoryMegabytes);
            var writer = new LakeFileWriter(connection, shop.Id.Value, scope.Path);
            var files = snapshot.Files.ToList();
            foreach (var (merge, index) in Plan(snapshot).ToList().Select((merge, index) => (merge, index)))
            {
                var merged = await MergeAsync(connection, writer, merge, FormattableString.Invariant($"compact-{snapshot.Commit + 1}-{index:D4}"), stop.Token).ConfigureAwait(false);
                files = [.. files.Except(merge.Files), .. merged];
            }

            var compacted = snapshot.Next(time.GetUtcNow(), changesData: false) with { Files = files };
            await snapshots.CommitAsync(shop.Id, compacted, basedOn, stop.Token).ConfigureAwait(false);
            Log.Compacted(logger, shop.Id.Value, snapshot.Files.Count, files.Count);
            return (snapshot.Files.Count, files.Count);
        }
    }

    /// <summary>Which files become one. Rows that revise others stay apart from those that do not, because readers compare the former only.</summary>
    private IEnumerable<Merge> Plan(LakeSnapshot snapshot)
    {
        var target = _options.TargetFileMegabytes * 1024L * 1024;
        foreach (var kind in snapshot.Files.Where(file => file.Bytes < target / 2).GroupBy(file => (file.Table, file.Revises, file.Seen)))
        {
            if (kind.Count() < _options.SmallFiles)
            {
                continue;
            }

            // As coarse as the target allows: all of it, else a year, else a month.
            var (table, revises, seen) = kind.Key;
            var whole = kind.Sum(file => file.Bytes) <= target;
            var years = kind.GroupBy(Year).ToDictionary(year => year.Key, year => year.Sum(file => file.Bytes), StringComparer.Ordinal);
            foreach (var label in kind.GroupBy(file => whole ? LakeFile.AnyMonth : years[Year(file)] <= target ? Year(file) : file.Month))
            {
                foreach (var files in Bundles([.. label.OrderBy(file => file.MinVersion)], target).Where(files => files.Count > 1))
                {
                    yield return new Merge(LakeTable.Named(table), label.Key, revises, seen, files);
                }
            }
        }

        static string Year(LakeFile file) => file.Month.Split('-')[0];
    }

    /// <summary>Runs of files that together have about the target's size.</summary>
    private static IEnumerable<IReadOnlyList<LakeFile>> Bundles(IReadOnlyList<LakeFile> files, long target)
    {
        var bundle = new List<LakeFile>();
        foreach (var file in files)
        {
            bundle.Add(file);
            if (bundle.Sum(bundled => bundled.Bytes) >= target)
            {
                yield return bundle;
                bundle = [];
            }
        }

        yield return bundle;
    }

    private async Task<IReadOnlyList<LakeFile>> MergeAsync(DuckDBConnection connection, LakeFileWriter writer, Merge merge, string name, CancellationToken cancellationToken)
    {
        var local = await cache.GetAsync(merge.Files, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<NewLakeFile> written;
        if (merge.Seen)
        {
            connection.Execute($"CREATE OR REPLACE VIEW merged_seen AS SELECT {SeenRows.Columns} FROM read_parquet({LakeSql.Paths(local)})");
            written = writer.WriteSeen(merge.Table, "merged_seen", name);
        }
        else
        {
            connection.Execute($"CREATE OR REPLACE VIEW merged AS SELECT *, {DuckDb.Literal(merge.Month)} AS _month, {(merge.Revises ? "true" : "false")} AS _revises FROM ({LakeSql.SelectFiles(merge.Table, local)})");
            written = writer.Write(merge.Table, "merged", name);
        }

        return await blobs.UploadAsync(written, cancellationToken).ConfigureAwait(false);
    }

    private sealed record Merge(LakeTable Table, string Month, bool Revises, bool Seen, IReadOnlyList<LakeFile> Files);
}

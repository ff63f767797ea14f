using Azure.Storage.Blobs.Models;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Options;

namespace Insight.Lake;

/// <summary>Removes blobs of a shop's lake that no snapshot lists any more: left by an ingestion that died, or replaced by compaction or retraction.</summary>
public sealed class LakeSweep(InsightStorage storage, SnapshotStore snapshots, TimeProvider time, IOptions<LakeOptions> options)
{
    /// <summary>Whoever opened an older snapshot may still be reading its files for so long.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <summary>Gives the number of removed blobs.</summary>
    public async Task<int> RunAsync(ShopId shop, CancellationToken cancellationToken)
    {
        // Nobody writes meanwhile, so what is not listed now will not be.
        var lease = await CommitterLease.AcquireAsync(storage, shop, time, options.Value.LeaseDuration, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            var (snapshot, _) = await snapshots.ReadAsync(shop, stop.Token).ConfigureAwait(false);
            var listed = snapshot.Files.SelectMany(file => new[] { file.Path, file.Keys }).ToHashSet(StringComparer.Ordinal);
            var container = storage.Container(Names.Containers.Lake);
            var removed = 0;
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{shop}/", stop.Token).ConfigureAwait(false))
            {
                if (blob.Name.EndsWith(".parquet", StringComparison.Ordinal) && !listed.Contains(blob.Name) && blob.Properties.LastModified < time.GetUtcNow() - Grace)
                {
                    await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: stop.Token).ConfigureAwait(false);
                    removed++;
                }
            }

            return removed;
        }
    }
}

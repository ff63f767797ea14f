using Azure.Storage.Blobs.Models;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Logging;

namespace Insight.Ingestion;

/// <summary>
/// Compares the container of uploads with the ledger, so that a lost trigger or a crashed instance makes an upload late and never lost.
/// </summary>
public sealed class Reconciler(InsightStorage storage, ShopDirectory shops, IngestionLedger ledger, UploadIngestor ingestor, TimeProvider time, ILogger<Reconciler> logger)
{
    /// <summary>A trigger has this long before its upload is looked after here.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>Ingests what has no finished receipt; gives how many uploads were worked on.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var ingested = 0;
        var container = storage.Container(Names.Containers.Uploads);
        foreach (var shop in await shops.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (var item in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, shop.Id.Value + "/", cancellationToken).ConfigureAwait(false))
            {
                if (await IsOpenAsync(shop, item, cancellationToken).ConfigureAwait(false))
                {
                    try
                    {
                        await ingestor.IngestAsync(container.GetBlobClient(item.Name), shop.Id, cancellationToken).ConfigureAwait(false);
                        ingested++;
                    }
                    catch (Exception e) when (e is not OperationCanceledException)
                    {
                        // One file that fails must not keep the others from being looked after.
                        Log.ReconcileFailed(logger, item.Name, e);
                    }
                }
            }
        }

        return ingested;
    }

    private async Task<bool> IsOpenAsync(Shop shop, BlobItem item, CancellationToken cancellationToken)
    {
        if (item.Properties is not { ETag: { } etag, LastModified: { } modified } || modified > time.GetUtcNow() - Grace)
        {
            return false;
        }

        if (MappingStore.IsMapping(item.Name))
        {
            // Its file waits although the mapping came: the mapping's own trigger was lost, or came while the file was worked on. Blobs
            // have whole seconds, so one that came in the same second is looked at once more.
            var newest = await ledger.ListAsync(shop.Id, MappingStore.TargetOf(item.Name), 1, null, cancellationToken).ConfigureAwait(false);
            return newest is [{ Status: IngestionStatus.Waiting } waiting] && modified >= waiting.StartedAt.AddSeconds(-1);
        }

        var receipt = await ledger.FindAsync(shop.Id, IngestionLedger.IdOf(item.Name, etag, modified), cancellationToken).ConfigureAwait(false);
        return receipt is null or { Status: IngestionStatus.Running };
    }
}

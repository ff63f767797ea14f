using Insight.Ingestion;
using Insight.Lake;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Ingestion;

/// <summary>Tries an upload again, or merges a lake's small files and removes what no snapshot lists.</summary>
public sealed class LakeWorkFunction(ShopDirectory shops, UploadIngestor ingestor, LakeCompactor compactor, LakeSweep sweep)
{
    [Function("LakeWork")]
    public async Task RunAsync([QueueTrigger(Names.Queues.LakeWork)] LakeWorkMessage message, CancellationToken cancellationToken)
    {
        if (!ShopId.TryParse(message.Shop, out var id) || await shops.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } shop)
        {
            return; // The shop was deleted in the meantime, and its lake with it.
        }

        if (message.RetryIngestion is { } ingestion)
        {
            await ingestor.RetryAsync(shop, ingestion, cancellationToken).ConfigureAwait(false);
            return;
        }

        await compactor.RunAsync(shop, cancellationToken).ConfigureAwait(false);
        await sweep.RunAsync(shop.Id, cancellationToken).ConfigureAwait(false);
    }
}

using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Insight.Storage;

namespace Insight.Shops;

/// <summary>
/// Removes what a shop has in storage: every blob below <c>{shop}/</c> in every container, and every row whose partition is
/// <c>{shop}</c> or begins with <c>{shop}~</c> in every table that holds shops' data. Can be repeated.
/// </summary>
public sealed class ShopPurge(InsightStorage storage)
{
    private const int BatchSize = 100;

    public async Task RunAsync(ShopId shop, CancellationToken cancellationToken)
    {
        foreach (var name in Names.Containers.All)
        {
            var container = storage.Container(name);
            var blobs = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{shop}/", cancellationToken);
            await foreach (var blob in blobs.ConfigureAwait(false))
            {
                await container.DeleteBlobIfExistsAsync(blob.Name, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var name in Names.Tables.All.Except([Names.Tables.Shops, Names.Tables.ShopKeys]))
        {
            await ClearAsync(storage.Table(name), shop, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ClearAsync(TableClient table, ShopId shop, CancellationToken cancellationToken)
    {
        // '~' sorts after everything a bucket is written with, so this range is exactly the partitions "{shop}~{bucket}".
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {shop.Value} or (PartitionKey ge {shop + "~"} and PartitionKey lt {shop + "~~"})");
        var batch = new List<TableTransactionAction>(BatchSize);
        var rows = table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            if (batch.Count == BatchSize || (batch.Count > 0 && batch[0].Entity.PartitionKey != row.PartitionKey))
            {
                await table.SubmitTransactionAsync(batch, cancellationToken).ConfigureAwait(false);
                batch.Clear();
            }

            batch.Add(new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All));
        }

        if (batch.Count > 0)
        {
            await table.SubmitTransactionAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }
}

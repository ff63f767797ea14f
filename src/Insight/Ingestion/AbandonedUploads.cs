using Azure;
using Azure.Storage.Blobs.Models;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Options;

namespace Insight.Ingestion;

/// <summary>Closes the receipt of an upload that failed so often that the platform gave it up, so that its shop learns of it.</summary>
public sealed class AbandonedUploads(InsightStorage storage, IngestionLedger ledger, TimeProvider time, IOptions<IngestionOptions> options)
{
    /// <param name="blobName">In the container <c>uploads</c>, shop first.</param>
    /// <returns>The receipt as it stands; null when there is no such upload any more.</returns>
    public async Task<IngestionReceipt?> RefuseAsync(string blobName, string message, CancellationToken cancellationToken)
    {
        if (!ShopId.TryParse(blobName.Split('/')[0], out var shop))
        {
            return null;
        }

        BlobProperties properties;
        try
        {
            var blob = storage.Container(Names.Containers.Uploads).GetBlobClient(blobName);
            properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }

        var fresh = new IngestionReceipt
        {
            Id = IngestionLedger.IdOf(blobName, properties.ETag, properties.LastModified),
            Path = blobName,
            Status = IngestionStatus.Running,
            StartedAt = time.GetUtcNow(),
        };
        var (claim, receipt) = await ledger.ClaimAsync(shop, fresh, options.Value.ClaimDuration, again: [], time, cancellationToken).ConfigureAwait(false);
        if (claim is null)
        {
            return receipt;
        }

        await using (claim.ConfigureAwait(false))
        {
            receipt = fresh with { Status = IngestionStatus.Refused, Message = message, FinishedAt = time.GetUtcNow() };
            await storage.Container(Names.Containers.Reports).GetBlobClient($"{shop}/ingestions/{receipt.Id}.json")
                .UploadAsync(BinaryData.FromObjectAsJson(receipt, IngestionLedger.Json), overwrite: true, cancellationToken).ConfigureAwait(false);
            await claim.FinishAsync(receipt, cancellationToken).ConfigureAwait(false);
        }

        return receipt;
    }
}

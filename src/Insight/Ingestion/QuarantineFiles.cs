using Azure;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Ingestion;

/// <summary>Reads the rejected rows of an upload.</summary>
public sealed class QuarantineFiles(InsightStorage storage)
{
    /// <summary>The file as CSV; null when the upload had no rejected rows or there is no such ingestion.</summary>
    public async Task<Stream?> OpenAsync(ShopId shop, string ingestionId, CancellationToken cancellationToken)
    {
        if (!IngestionLedger.IsId(ingestionId))
        {
            return null;
        }

        try
        {
            return await storage.Container(Names.Containers.Quarantine).GetBlobClient($"{shop}/{ingestionId}.csv")
                .OpenReadAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }
}

using Azure.Storage.Blobs;
using Insight.Ingestion;
using Insight.Shops;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Insight.Functions.Ingestion;

/// <summary>A dropped file becomes rows and a receipt. The first path segment is the shop, the rest is the shop's own.</summary>
public sealed class IngestUploadFunction(UploadIngestor ingestor, ILogger<IngestUploadFunction> logger)
{
    private const string Path = "uploads/{name}";

    [Function("IngestUpload")]
    public Task IngestAsync(
        [BlobTrigger(Path, Source = BlobTriggerSource.EventGrid)] BlobClient blob, string name, CancellationToken cancellationToken) =>
        RunAsync(blob, name, cancellationToken);

#if POLLING_BLOB_TRIGGER
    // func with Azurite has no Event Grid.
    [Function("IngestUploadPolling")]
    public Task IngestPolledAsync([BlobTrigger(Path)] BlobClient blob, string name, CancellationToken cancellationToken) =>
        RunAsync(blob, name, cancellationToken);
#endif

    private async Task RunAsync(BlobClient blob, string name, CancellationToken cancellationToken)
    {
        if (!ShopId.TryParse(name.Split('/')[0], out var shop) || !name.Contains('/', StringComparison.Ordinal))
        {
            Log.NotInAShop(logger, name);
            return;
        }

        await ingestor.IngestAsync(blob, shop, cancellationToken).ConfigureAwait(false);
    }
}

using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Insight.Registry;

/// <summary>Small blobs read and written whole; one that does not exist is null instead of an exception.</summary>
internal sealed class BlobStore(BlobContainerClient container)
{
    public async Task<BlobDownloadResult?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await container.GetBlobClient(path).DownloadContentAsync(cancellationToken).ConfigureAwait(false)).Value;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    public async Task<ETag?> ReadETagAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await container.GetBlobClient(path).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value.ETag;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    public Task WriteAsync(string path, BinaryData content, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        var contentType = path.EndsWith(".json", StringComparison.Ordinal) ? "application/json" : "application/octet-stream";
        var options = new BlobUploadOptions { Conditions = conditions, HttpHeaders = new BlobHttpHeaders { ContentType = contentType } };
        return container.GetBlobClient(path).UploadAsync(content, options, cancellationToken);
    }
}

using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Insight.LocalHost.Hosting;

/// <summary>
/// Which versions of which blobs one function is done with, kept as empty blobs in the container that the Functions host uses for its own receipts, so
/// that a restart delivers nothing twice that succeeded.
/// </summary>
internal sealed class BlobReceipts(BlobContainerClient container, string function)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly string prefix = $"blobreceipts/localhost/Host.Functions.{function}/";

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
        {
            known.Add(blob.Name);
        }
    }

    public bool Has(string containerName, string blobName, string etag)
    {
        lock (known)
        {
            return known.Contains(Name(containerName, blobName, etag));
        }
    }

    public async Task WriteAsync(string containerName, string blobName, string etag, CancellationToken cancellationToken)
    {
        var name = Name(containerName, blobName, etag);
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(string.Empty), overwrite: true, cancellationToken);
        lock (known)
        {
            known.Add(name);
        }
    }

    private string Name(string containerName, string blobName, string etag) => $"{prefix}{etag.Trim('"')}/{containerName}/{blobName}";
}

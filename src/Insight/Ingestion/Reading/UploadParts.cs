using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;

namespace Insight.Ingestion.Reading;

/// <summary>Takes an upload apart into its tables.</summary>
internal static class UploadParts
{
    /// <param name="etag">Reads this version of the blob; a replacement in between fails with status 412.</param>
    public static async IAsyncEnumerable<UploadPart> ListAsync(BlobClient blob, ETag etag, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return new UploadPart(null, token => UploadContent.OpenAsync(blob, etag, token));
    }
}

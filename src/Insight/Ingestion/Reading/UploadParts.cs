using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Insight.Ingestion.Reading;

/// <summary>Takes an upload apart into its tables.</summary>
internal static class UploadParts
{
    private const int BufferBytes = 4 * 1024 * 1024;
    private const int FirstBytes = 8;

    /// <param name="etag">Reads this version of the blob; a replacement in between fails with status 412.</param>
    /// <param name="mapping">The one beside the upload.</param>
    /// <param name="folder">Where a workbook may lie while it is read.</param>
    /// <param name="note">Takes sentences for the receipt's message.</param>
    /// <exception cref="UploadRefusedException">A damaged or encrypted archive or workbook, or one without data.</exception>
    public static async IAsyncEnumerable<UploadPart> ListAsync(
        BlobClient blob, ETag etag, Mapping? mapping, string folder, IngestionOptions options, Action<string> note, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kind = await KindOfAsync(blob, etag, cancellationToken).ConfigureAwait(false);
        if (kind is not (ContentKind.Zip or ContentKind.CompoundFile))
        {
            yield return new UploadPart(null, mapping, async token =>
            {
                // One request for all of it, which is three times as fast as one for each buffer; a break in between is mended by the client.
                var download = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = etag } };
                var content = (await blob.DownloadStreamingAsync(download, token).ConfigureAwait(false)).Value;
                return await UploadContent.OpenAsync(content.Content, content.Details.ContentLength, options, token).ConfigureAwait(false);
            });
            yield break;
        }

        var stream = await OpenAsync(blob, etag, BufferBytes, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await foreach (var part in ListAsync(stream, kind, mapping, folder, options, note, cancellationToken).ConfigureAwait(false))
            {
                yield return part;
            }
        }
    }

    /// <summary>The tables of an archive or a workbook.</summary>
    /// <param name="stream">Can seek; stays open while the parts are read.</param>
    public static async IAsyncEnumerable<UploadPart> ListAsync(
        Stream stream, ContentKind kind, Mapping? mapping, string folder, IngestionOptions options, Action<string> note, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var archive = kind == ContentKind.Zip ? await UploadArchive.OpenAsync(stream, options, cancellationToken).ConfigureAwait(false) : null;
        if (archive is { IsWorkbook: false })
        {
            await foreach (var part in archive.ListAsync(mapping, folder, note, cancellationToken).ConfigureAwait(false))
            {
                yield return part;
            }

            yield break;
        }

        stream.Position = 0;
        using var workbook = await Workbook.LayDownAsync(stream, folder, options, cancellationToken).ConfigureAwait(false);
        foreach (var part in workbook.List(mapping))
        {
            yield return part;
        }
    }

    private static async Task<ContentKind> KindOfAsync(BlobClient blob, ETag etag, CancellationToken cancellationToken)
    {
        var stream = await OpenAsync(blob, etag, FirstBytes, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var first = new byte[FirstBytes];
            var length = await stream.ReadAtLeastAsync(first, FirstBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return ContentSniffer.KindOf(first.AsSpan(0, length), TextEncoding.Detect(first.AsSpan(0, length)));
        }
    }

    private static Task<Stream> OpenAsync(BlobClient blob, ETag etag, int bufferBytes, CancellationToken cancellationToken) => blob.OpenReadAsync(
        new BlobOpenReadOptions(allowModifications: false) { BufferSize = bufferBytes, Conditions = new BlobRequestConditions { IfMatch = etag } }, cancellationToken);
}

using System.IO.Compression;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Insight.Ingestion.Reading;

/// <summary>An upload opened for reading, gunzipped where it is gzip, with its first bytes looked at.</summary>
internal sealed class UploadContent : IAsyncDisposable
{
    private const int HeadBytes = 256 * 1024;
    private readonly Stream _inner;

    /// <summary>Without this switch, GZipStream takes the end of a cut file for the end of its content.</summary>
    static UploadContent() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    private UploadContent(Stream inner, byte[] head, ContentKind kind)
    {
        _inner = inner;
        Head = kind == ContentKind.Parquet ? head : TextBytes.All(head);
        Kind = kind;
        Stream = new PrefixedStream(head, inner);
    }

    public ContentKind Kind { get; }

    /// <summary>The first bytes (up to 256 KiB), without a byte order mark; of text, as UTF-8 with <c>\n</c>.</summary>
    public byte[] Head { get; }

    /// <summary>The whole content from its first byte on, without a byte order mark.</summary>
    public Stream Stream { get; }

    /// <param name="etag">Reads this version of the blob; a replacement in between fails with status 412.</param>
    /// <exception cref="UploadRefusedException">Empty, or not text, gzip or Parquet.</exception>
    public static async Task<UploadContent> OpenAsync(BlobClient blob, Azure.ETag etag, CancellationToken cancellationToken)
    {
        // One request for all of it, which is three times as fast as OpenReadAsync's requests one after the other; a break in between is mended by the client.
        var options = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = etag } };
        var stream = (await blob.DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false)).Value.Content;
        try
        {
            var head = await ReadHeadAsync(stream, cancellationToken).ConfigureAwait(false);
            if (head.Length >= 2 && head[0] == 0x1f && head[1] == 0x8b)
            {
                stream = new GZipStream(new PrefixedStream(head, stream), CompressionMode.Decompress);
                head = await ReadHeadAsync(stream, cancellationToken).ConfigureAwait(false);
            }

            return new UploadContent(stream, WithoutByteOrderMark(head), Sniff(head));
        }
        catch (InvalidDataException e)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw DamagedGzip(e);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public static UploadRefusedException DamagedGzip(InvalidDataException e) =>
        new($"The file is gzip but damaged or cut off ({e.Message.TrimEnd('.')}): expected a complete .gz. Nothing was taken from it; upload it again.");

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        await _inner.DisposeAsync().ConfigureAwait(false);
    }

    private static ContentKind Sniff(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            throw new UploadRefusedException("The file is empty: found 0 bytes, expected CSV with a header, JSON lines or Parquet. Export it again and upload it.");
        }

        if (head.StartsWith("PAR1"u8))
        {
            return ContentKind.Parquet;
        }

        if (head.StartsWith("PK\u0003\u0004"u8))
        {
            throw new UploadRefusedException("Found a zip archive or an Excel workbook: expected CSV, JSON lines or Parquet (also gzipped). Save the sheet as CSV or unpack the archive, then upload the files.");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new UploadRefusedException("Found text in UTF-16: expected UTF-8. Save the file as UTF-8 and upload it again.");
        }

        if (head.Contains((byte)0))
        {
            throw new UploadRefusedException($"The file is binary (a zero byte at position {head.IndexOf((byte)0)}): expected CSV with a header, JSON lines or Parquet.");
        }

        var text = WithoutByteOrderMark(head.ToArray()).AsSpan().TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            throw new UploadRefusedException("The file holds only white space: expected CSV with a header, JSON lines or Parquet.");
        }

        if (text[0] == (byte)'[' && text[1..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
        {
            throw new UploadRefusedException("Found one JSON array: expected JSON lines, that is one object a line without brackets or commas around them. Export it so (jq -c '.[]' does it) and upload it again.");
        }

        return text[0] == (byte)'{' ? ContentKind.JsonLines : ContentKind.Csv;
    }

    private static byte[] WithoutByteOrderMark(byte[] head) => head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head;

    private static async Task<byte[]> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[HeadBytes];
        var length = await stream.ReadAtLeastAsync(buffer, HeadBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return buffer[..length];
    }
}

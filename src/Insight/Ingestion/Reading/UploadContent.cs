using System.IO.Compression;

namespace Insight.Ingestion.Reading;

/// <summary>A table of an upload opened for reading: gunzipped where it is gzip, decoded where it is text, with its first bytes looked at.</summary>
internal sealed class UploadContent : IAsyncDisposable
{
    public const string Expected = "expected CSV, JSON, Parquet or an Excel workbook (also gzipped, or several of them in a zip archive)";
    private const int HeadBytes = 256 * 1024;

    /// <summary>Without this switch, GZipStream takes the end of a cut file for the end of its content.</summary>
    static UploadContent() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    private UploadContent(Stream stream, ContentKind kind, ReadOnlyMemory<byte> head, TextEncoding encoding) =>
        (Stream, Kind, HeadIsWhole, Head, Encoding) = (stream, kind, head.Length < HeadBytes, kind == ContentKind.Parquet ? head : encoding.Decode(head.Span), encoding.Name);

    public ContentKind Kind { get; }

    /// <summary>The first bytes (up to 256 KiB of what was dropped); of text, as UTF-8 with <c>\n</c> and without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>Whether there is no more than that.</summary>
    public bool HeadIsWhole { get; }

    /// <summary>The whole content from its first byte on; of text, without a byte order mark; of JSON, one object a line.</summary>
    public Stream Stream { get; }

    /// <summary>What text was written in where that was not UTF-8.</summary>
    public string? Encoding { get; }

    /// <summary>Takes the stream over.</summary>
    /// <param name="packedBytes">How many bytes the stream has (of an archive's entry: has in the archive).</param>
    /// <exception cref="UploadRefusedException">Empty, or nothing that is read here.</exception>
    public static async Task<UploadContent> OpenAsync(Stream stream, long packedBytes, IngestionOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var (inner, head, kind, encoding) = await PeekAsync(stream, packedBytes, options, cancellationToken).ConfigureAwait(false);
            stream = inner;
            switch (kind)
            {
                case ContentKind.Parquet:
                    return new UploadContent(new PrefixedStream(head, inner), kind, head, encoding);
                case ContentKind.Csv or ContentKind.JsonLines or ContentKind.JsonObjects:
                    var text = encoding.Decode(new PrefixedStream(head[encoding.MarkBytes..], inner));
                    return kind == ContentKind.JsonObjects
                        ? new UploadContent(new JsonObjectsStream(text), ContentKind.JsonLines, head, encoding)
                        : new UploadContent(text, kind, head, encoding);
                default:
                    throw Refused(kind, head.Length);
            }
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A sheet's rows as CSV in UTF-8. Takes the stream over.</summary>
    public static async Task<UploadContent> OfSheetAsync(Stream csv, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(csv, cancellationToken).ConfigureAwait(false);
        return new UploadContent(new PrefixedStream(head, csv), ContentKind.Sheet, head, TextEncoding.Utf8);
    }

    /// <summary>What the stream is, without taking it over.</summary>
    public static async Task<ContentKind> KindOfAsync(Stream stream, long packedBytes, IngestionOptions options, CancellationToken cancellationToken) =>
        (await PeekAsync(stream, packedBytes, options, cancellationToken).ConfigureAwait(false)).Kind;

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private static async Task<(Stream Stream, ReadOnlyMemory<byte> Head, ContentKind Kind, TextEncoding Encoding)> PeekAsync(
        Stream stream, long packedBytes, IngestionOptions options, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(stream, cancellationToken).ConfigureAwait(false);
        var encoding = TextEncoding.Detect(head.Span);
        var kind = ContentSniffer.KindOf(head.Span, encoding);
        if (kind == ContentKind.Gzip)
        {
            stream = new UnpackedStream(new GZipStream(new PrefixedStream(head, stream), CompressionMode.Decompress), "gzip", packedBytes, options);
            head = await ReadHeadAsync(stream, cancellationToken).ConfigureAwait(false);
            encoding = TextEncoding.Detect(head.Span);
            kind = ContentSniffer.KindOf(head.Span, encoding);
        }

        return (stream, head, kind, encoding);
    }

    private static UploadRefusedException Refused(ContentKind kind, int length) => new(kind switch
    {
        ContentKind.Blank when length == 0 => $"The file is empty: found 0 bytes, {Expected}. Export it again and upload it.",
        ContentKind.Blank => $"The file holds only white space: {Expected}.",
        ContentKind.Gzip or ContentKind.Zip or ContentKind.CompoundFile =>
            "Found an archive or a workbook inside a compressed file: expected the archive or the workbook by itself. Unpack it once and upload what was in it.",
        _ => $"The file is binary and nothing that is read here: {Expected}.",
    });

    private static async Task<ReadOnlyMemory<byte>> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[HeadBytes];
        var length = await stream.ReadAtLeastAsync(buffer, HeadBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return buffer.AsMemory(0, length);
    }
}

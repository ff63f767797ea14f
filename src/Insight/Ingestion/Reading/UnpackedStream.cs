using System.IO.Hashing;

namespace Insight.Ingestion.Reading;

/// <summary>What is unpacked while it is read: it is refused when it is damaged, and when so much comes out that it is made to fill disks.</summary>
/// <param name="from">What it is unpacked from, for the message: <c>gzip</c> or <c>a zip archive</c>.</param>
/// <param name="packedBytes">Its size before.</param>
/// <param name="crc">What its CRC-32 must be at the end; null where the unpacker checks by itself.</param>
internal sealed class UnpackedStream(Stream inner, string from, long packedBytes, IngestionOptions options, uint? crc = null) : ReadOnlyStream
{
    private readonly Crc32 _crc = new();
    private long _bytes;

    /// <exception cref="UploadRefusedException">What comes out would be more than is allowed.</exception>
    public static void Check(long bytes, long packedBytes, IngestionOptions options)
    {
        if (bytes > options.MaxExpandedBytes || (bytes > IngestionOptions.AlwaysExpandedBytes && bytes / options.MaxExpansionRatio > packedBytes))
        {
            throw new UploadRefusedException(FormattableString.Invariant(
                $"The upload unpacks to more than is taken: found {bytes} bytes (or more) out of {packedBytes}, expected at most {options.MaxExpandedBytes} and {options.MaxExpansionRatio} times as much as is packed. Nothing was taken; if the data is real, upload it in several files."));
        }
    }

    public static UploadRefusedException Damaged(string from, string problem) =>
        new($"The file is {from} but damaged or cut off ({problem.TrimEnd('.')}): expected a complete file. Nothing was taken from it; upload it again.");

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = inner.Read(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(from, e.Message);
        }

        Count(buffer[..count], buffer.IsEmpty);
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(from, e.Message);
        }

        Count(buffer.Span[..count], buffer.IsEmpty);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> read, bool wasAskedForNothing)
    {
        _bytes += read.Length;
        Check(_bytes, packedBytes, options);
        if (crc is null || wasAskedForNothing)
        {
            return;
        }

        _crc.Append(read);
        if (read.IsEmpty && _crc.GetCurrentHashAsUInt32() != crc)
        {
            throw Damaged(from, "its checksum does not fit");
        }
    }
}

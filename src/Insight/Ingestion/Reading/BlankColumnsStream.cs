namespace Insight.Ingestion.Reading;

/// <summary>Columns laid out with blanks → columns delimited by tabs: a run of blanks is one tab, and none stands at a line's begin or end.</summary>
internal sealed class BlankColumnsStream(Stream inner) : ReadOnlyStream
{
    private bool _isAtLineStart = true;
    private bool _afterBlank;

    public override int Read(Span<byte> buffer)
    {
        // A blank held back from the last call may take one byte more than is read now.
        int count, written;
        do
        {
            count = inner.Read(buffer[1..]);
            written = Convert(buffer, count);
        }
        while (count > 0 && written == 0);
        return written;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count, written;
        do
        {
            count = await inner.ReadAsync(buffer[1..], cancellationToken).ConfigureAwait(false);
            written = Convert(buffer.Span, count);
        }
        while (count > 0 && written == 0);
        return written;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Convert(Span<byte> buffer, int count)
    {
        var written = 0;
        foreach (var c in buffer.Slice(1, count))
        {
            if (c is (byte)' ' or (byte)'\t')
            {
                _afterBlank = true;
                continue;
            }

            var ends = c is (byte)'\n' or (byte)'\r';
            if (_afterBlank && !_isAtLineStart && !ends)
            {
                buffer[written++] = (byte)'\t';
            }

            buffer[written++] = c;
            (_isAtLineStart, _afterBlank) = (ends, false);
        }

        return written;
    }
}

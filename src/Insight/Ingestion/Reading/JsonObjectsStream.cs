using System.Buffers;

namespace Insight.Ingestion.Reading;

/// <summary>
/// JSON objects in an array, or one after the other, laid out over lines or not → one object a line. What stands between objects and is none
/// becomes a line too, so that it is rejected with its number and not lost.
/// </summary>
internal sealed class JsonObjectsStream(Stream inner) : ReadOnlyStream
{
    private static readonly SearchValues<byte> InString = SearchValues.Create("\"\\\n\r"u8);
    private static readonly SearchValues<byte> InObject = SearchValues.Create("\"{}[]\n\r\t"u8);
    private int _depth;
    private bool _isAtStart = true;
    private bool _isInArray;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isInRubbish;

    public override int Read(Span<byte> buffer)
    {
        // No byte becomes more than two, so what is read into the second half is never overtaken.
        var half = buffer.Length / 2;
        int count, written;
        do
        {
            count = inner.Read(buffer[half..]);
            written = Convert(buffer.Slice(half, count), buffer);
        }
        while (count > 0 && written == 0);
        return written;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var half = buffer.Length / 2;
        int count, written;
        do
        {
            count = await inner.ReadAsync(buffer[half..], cancellationToken).ConfigureAwait(false);
            written = Convert(buffer.Span.Slice(half, count), buffer.Span);
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

    private int Convert(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = 0;
        while (!source.IsEmpty)
        {
            if (_depth == 0)
            {
                Between(source[0], target, ref written);
                source = source[1..];
                continue;
            }

            if (_isEscaped)
            {
                target[written++] = source[0];
                source = source[1..];
                _isEscaped = false;
                continue;
            }

            var plain = source.IndexOfAny(_isInString ? InString : InObject);
            plain = plain < 0 ? source.Length : plain;
            source[..plain].CopyTo(target[written..]);
            written += plain;
            source = source[plain..];
            if (!source.IsEmpty)
            {
                Inside(source[0], target, ref written);
                source = source[1..];
            }
        }

        return written;
    }

    private void Between(byte c, Span<byte> target, ref int written)
    {
        if (c == (byte)'{')
        {
            if (_isInRubbish)
            {
                target[written++] = (byte)'\n';
            }

            target[written++] = c;
            _depth = 1;
            _isInRubbish = _isAtStart = false;
        }
        else if (_isAtStart && c == (byte)'[')
        {
            (_isInArray, _isAtStart) = (true, false);
        }
        else if (c is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t' || (!_isInRubbish && (c == (byte)',' || (c == (byte)']' && _isInArray))))
        {
            if (_isInRubbish)
            {
                target[written++] = (byte)' ';
            }
        }
        else
        {
            target[written++] = c;
            _isInRubbish = true;
        }
    }

    private void Inside(byte c, Span<byte> target, ref int written)
    {
        if (_isInString)
        {
            if (c is (byte)'\n' or (byte)'\r')
            {
                // No string goes over lines: the object is broken, and the next one is looked for.
                (_isInString, _depth, _isInRubbish) = (false, 0, true);
                c = (byte)' ';
            }
            else
            {
                (_isInString, _isEscaped) = (c != (byte)'"', c == (byte)'\\');
            }

            target[written++] = c;
            return;
        }

        _isInString = c == (byte)'"';
        _depth += c is (byte)'{' or (byte)'[' ? 1 : c is (byte)'}' or (byte)']' ? -1 : 0;
        target[written++] = c is (byte)'\n' or (byte)'\r' or (byte)'\t' ? (byte)' ' : c;
        if (_depth == 0)
        {
            target[written++] = (byte)'\n';
        }
    }
}

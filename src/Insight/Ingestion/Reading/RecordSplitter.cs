using System.Buffers;
using System.Runtime.CompilerServices;

namespace Insight.Ingestion.Reading;

/// <summary>
/// Cuts a stream of records into files of about the wanted size, at line ends outside quotes. Blank lines are left out, and the files are
/// UTF-8 with <c>\n</c> whatever the stream is. A quote that is never closed, or a line longer than allowed, costs its own line and no other:
/// it is replaced by what <see cref="RecordShape.Misshapen"/> says.
/// </summary>
/// <param name="skipRecords">Records at the start that are no rows: the header, a line that names the delimiter.</param>
/// <param name="firstBytes">Size of the first file, where it should differ.</param>
internal sealed class RecordSplitter(Stream stream, RecordShape shape, int skipRecords, int chunkBytes, int maxRecordBytes, int? firstBytes = null)
{
    private const int ReadBytes = 1 << 18;

    private readonly SearchValues<byte> _stops = SearchValues.Create(shape.Quote is { } quote ? [quote, (byte)'\n'] : [(byte)'\n']);
    private readonly TextBytes _text = new();
    private readonly byte[] _read = new byte[ReadBytes];
    private byte[] _buffer = new byte[2 * TextBytes.MaxExpansion * ReadBytes];
    private int _unconsumed;
    private bool _isAtEnd;

    // Bytes of the buffer: from _start to write, from _record of the record at hand, from _position to look at, until _end.
    private int _start;
    private int _record;
    private int _position;
    private int _end;
    private int? _quotedFrom;
    private long _records;

    private enum Found
    {
        NeedsMore,
        Enough,
        Blank,
        Misshapen,
        WrongFields,
        TooLong,
    }

    /// <summary>Bytes so far that were no UTF-8 and were read as Windows-1252.</summary>
    public long Reinterpreted => _text.Reinterpreted;

    public async IAsyncEnumerable<RecordChunk> SplitAsync(Func<int, string> pathOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var skipped = 0; skipped < skipRecords; skipped++)
        {
            await CopyRecordsAsync(Stream.Null, 1, cancellationToken).ConfigureAwait(false);
        }

        var rows = 0L;
        for (var index = 0; ; index++)
        {
            var path = pathOf(index);
            long records;
            await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                records = await CopyRecordsAsync(file, index == 0 ? firstBytes ?? chunkBytes : chunkBytes, cancellationToken).ConfigureAwait(false);
            }

            var isLast = _record == _end && !await FillAsync(cancellationToken).ConfigureAwait(false);
            yield return new RecordChunk(path, rows + 1, records, isLast);
            rows += records;
            if (isLast)
            {
                yield break;
            }
        }
    }

    /// <summary>Copies whole records until at least <paramref name="bytes"/> were written; gives their number.</summary>
    private async Task<long> CopyRecordsAsync(Stream target, long bytes, CancellationToken cancellationToken)
    {
        var written = 0L;
        _records = 0;
        while (written < bytes)
        {
            var found = Scan(bytes - written);
            await target.WriteAsync(_buffer.AsMemory(_start, _record - _start), cancellationToken).ConfigureAwait(false);
            written += _record - _start;
            _start = _record;
            switch (found)
            {
                case Found.NeedsMore when !await FillAsync(cancellationToken).ConfigureAwait(false):
                    return _records;
                case Found.Blank:
                    TakeLine(_record);
                    break;
                case Found.Misshapen or Found.WrongFields:
                    var misshapen = shape.Misshapen(TakeLine(found == Found.WrongFields ? _position : _quotedFrom ?? _record).Span, problem: null);
                    await target.WriteAsync(misshapen, cancellationToken).ConfigureAwait(false);
                    written += misshapen.Length;
                    _records++;
                    break;
                case Found.TooLong:
                    var tooLong = await TakeLongLineAsync(cancellationToken).ConfigureAwait(false);
                    await target.WriteAsync(tooLong, cancellationToken).ConfigureAwait(false);
                    written += tooLong.Length;
                    _records++;
                    break;
            }
        }

        return _records;
    }

    /// <summary>Moves <see cref="_record"/> over whole records.</summary>
    private Found Scan(long wanted)
    {
        if (_position == _record)
        {
            SkipPlain(wanted);
        }

        while (_record - _start < wanted)
        {
            var rest = _buffer.AsSpan(_position, _end - _position);
            var stop = _quotedFrom is null ? rest.IndexOfAny(_stops) : shape.BackslashEscapes ? rest.IndexOfAny(shape.Quote.GetValueOrDefault(), (byte)'\\') : rest.IndexOf(shape.Quote.GetValueOrDefault());
            var at = _position + stop;
            var seen = stop < 0 ? _end : at;
            if (seen - _record > maxRecordBytes)
            {
                return _quotedFrom is { } quote && _buffer.AsSpan(quote, seen - quote).Contains((byte)'\n') ? Found.Misshapen : Found.TooLong;
            }

            if (stop < 0)
            {
                _position = _end;
                return _isAtEnd && _end > _record ? AtEnd() : Found.NeedsMore;
            }

            if (_quotedFrom is { } opened)
            {
                // What a quote or a backslash means depends on the next byte.
                if (at + 1 == _end && !_isAtEnd)
                {
                    _position = at;
                    return Found.NeedsMore;
                }

                var next = at + 1 < _end ? _buffer[at + 1] : (byte)'\n';
                if (_buffer[at] != shape.Quote || (next == shape.Quote && !shape.BackslashEscapes))
                {
                    _position = Math.Min(at + 2, _end);
                    continue;
                }

                if (shape.IsMisquoted(_buffer.AsSpan(opened + 1, at - opened - 1), _buffer.AsSpan(at + 1, _end - at - 1)))
                {
                    return Found.Misshapen;
                }

                _quotedFrom = null;
            }
            else if (_buffer[at] == (byte)'\n')
            {
                if (shape.IsBlank(_buffer.AsSpan(_record, at - _record)))
                {
                    return Found.Blank;
                }

                if (shape.HasWrongFields(_buffer.AsSpan(_record, at - _record)))
                {
                    _position = at;
                    return Found.WrongFields;
                }

                _records++;
                _record = at + 1;
            }
            else if (at == _record || _buffer[at - 1] == shape.Delimiter)
            {
                _quotedFrom = at;
            }

            _position = at + 1;
        }

        return Found.Enough;
    }

    /// <summary>The same as <see cref="Scan"/> for records without quotes, many at once.</summary>
    private void SkipPlain(long wanted)
    {
        var plain = _buffer.AsSpan(_record, _end - _record);
        if (plain.Length > maxRecordBytes)
        {
            return;
        }

        if (shape.Quote is { } quote && plain.IndexOf(quote) is >= 0 and var first)
        {
            plain = plain[..first];
        }

        plain = plain[..(plain.LastIndexOf((byte)'\n') + 1)];
        var missing = (int)Math.Min(wanted - (_record - _start), plain.Length);
        if (missing <= 0 || plain[0] <= ' ' || plain.IndexOf("\n\n"u8) >= 0 || plain.IndexOf("\n "u8) >= 0 || plain.IndexOf("\n\t"u8) >= 0)
        {
            return;
        }

        plain = plain[..(missing + plain[(missing - 1)..].IndexOf((byte)'\n'))];
        while (!plain.IsEmpty && plain.IndexOf((byte)'\n') is >= 0 and < RecordShape.LongBytes and var end)
        {
            _records++;
            _record += end + 1;
            plain = plain[(end + 1)..];
        }

        _position = _record;
    }

    /// <summary>The last record has no line end.</summary>
    private Found AtEnd()
    {
        if (_quotedFrom is not null)
        {
            return Found.Misshapen;
        }

        if (shape.IsBlank(_buffer.AsSpan(_record, _end - _record)))
        {
            return Found.Blank;
        }

        if (shape.HasWrongFields(_buffer.AsSpan(_record, _end - _record)))
        {
            return Found.WrongFields;
        }

        _records++;
        _record = _end;
        return Found.NeedsMore;
    }

    /// <summary>Gives the record at hand until the first line end at or behind <paramref name="from"/> and goes on after it.</summary>
    private ReadOnlyMemory<byte> TakeLine(int from)
    {
        var length = _buffer.AsSpan(from, _end - from).IndexOf((byte)'\n');
        var end = length < 0 ? _end : from + length + 1;
        var line = _buffer.AsMemory(_record, end - _record);
        _start = _record = _position = end;
        _quotedFrom = null;
        return line;
    }

    /// <summary>Goes on after the line end, which may be far.</summary>
    private async Task<byte[]> TakeLongLineAsync(CancellationToken cancellationToken)
    {
        _quotedFrom = null;
        var begin = _buffer.AsMemory(_record, Math.Min(_end - _record, maxRecordBytes)).ToArray();
        var bytes = 0L;
        while (true)
        {
            var end = _buffer.AsSpan(_record, _end - _record).IndexOf((byte)'\n');
            bytes += end < 0 ? _end - _record : end;
            _start = _record = _position = end < 0 ? _end : _record + end + 1;
            if (end >= 0 || !await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return shape.Misshapen(begin, FormattableString.Invariant($"a line of {bytes} bytes; expected at most {maxRecordBytes}"));
            }
        }
    }

    /// <summary>Adds to the buffer what comes next; false at the end.</summary>
    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isAtEnd)
        {
            return _position < _end;
        }

        if (_buffer.Length - _end < TextBytes.MaxExpansion * ReadBytes)
        {
            MakeRoom();
        }

        var before = _end;
        while (_end == before && !_isAtEnd)
        {
            var count = await stream.ReadAsync(_read.AsMemory(_unconsumed), cancellationToken).ConfigureAwait(false);
            _isAtEnd = count == 0;
            var available = _unconsumed + count;
            _end += _text.Convert(_read.AsSpan(0, available), _buffer.AsSpan(_end), _isAtEnd, out var consumed);
            _unconsumed = available - consumed;
            _read.AsSpan(consumed, _unconsumed).CopyTo(_read);
        }

        // At the end what waited for its next byte is looked at once more.
        return _end > before || _record < _end;
    }

    private void MakeRoom()
    {
        var kept = _buffer.AsSpan(_start, _end - _start);
        var target = kept.Length > _buffer.Length / 2 ? new byte[2 * _buffer.Length] : _buffer;
        kept.CopyTo(target);
        _buffer = target;
        (_record, _position, _end, _quotedFrom, _start) = (_record - _start, _position - _start, _end - _start, _quotedFrom - _start, 0);
    }
}

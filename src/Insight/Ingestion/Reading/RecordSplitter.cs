using System.Buffers;

namespace Insight.Ingestion.Reading;

/// <summary>A piece of an upload: whole records, in a local file.</summary>
/// <param name="FirstRow">Number of the piece's first record in the upload, from 1; the header does not count.</param>
/// <param name="Records">Records in the piece.</param>
internal readonly record struct RecordChunk(string Path, long FirstRow, long Records, bool IsLast);

/// <summary>
/// Cuts a stream of records into files of about the wanted size, at line ends outside quotes. Blank lines are left out, and the files
/// are UTF-8 with <c>\n</c> whatever the stream is. With no delimiter (JSON lines) every line end is a record's end.
/// </summary>
internal sealed class RecordSplitter(Stream stream, char? delimiter, bool skipHeader, int chunkBytes, int maxRecordBytes)
{
    private readonly SearchValues<byte> _stops = SearchValues.Create(delimiter is { } d ? [(byte)'"', (byte)'\n', (byte)d] : [(byte)'\n']);
    private readonly TextBytes _text = new();
    private readonly byte[] _read = new byte[1 << 18];
    private readonly byte[] _buffer = new byte[TextBytes.MaxExpansion << 18];
    private int _unconsumed;
    private bool _isAtEnd;
    private int _start;
    private int _end;
    private bool _quoted;
    private bool _fieldStart = true;
    private bool _blank = true;
    private long _recordBytes;
    private long _records;
    private long _recordsBefore;

    /// <summary>Bytes so far that were no UTF-8 and were read as Windows-1252.</summary>
    public long Reinterpreted => _text.Reinterpreted;

    /// <exception cref="UploadRefusedException">A record is longer than allowed: a quote was opened and never closed.</exception>
    public async IAsyncEnumerable<RecordChunk> SplitAsync(
        Func<int, string> pathOf, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (skipHeader)
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
                records = await CopyRecordsAsync(file, chunkBytes, cancellationToken).ConfigureAwait(false);
            }

            _recordsBefore = rows + records;
            var isLast = !await FillAsync(cancellationToken).ConfigureAwait(false);
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
        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            var from = _start;
            var ended = Scan(bytes - written, out var blankFrom);
            var length = (blankFrom ?? _start) - from;
            await target.WriteAsync(_buffer.AsMemory(from, length), cancellationToken).ConfigureAwait(false);
            written += length;
            if (ended)
            {
                return _records;
            }
        }

        if (_recordBytes > 0 && !_blank)
        {
            _records++;
            _recordBytes = 0;
        }

        return _records;
    }

    /// <summary>Moves over bytes until a record ends and enough were seen (then true), a blank line ends, or the buffer is used up.</summary>
    /// <param name="blankFrom">Where the blank line that ended begins; null when there is none or its begin is gone already.</param>
    private bool Scan(long wanted, out int? blankFrom)
    {
        blankFrom = null;
        var from = _start;
        int? lineFrom = _recordBytes == 0 ? _start : null;
        while (_start < _end)
        {
            var span = _buffer.AsSpan(_start, _end - _start);
            var next = _quoted ? span.IndexOf((byte)'"') : span.IndexOfAny(_stops);
            var length = next < 0 ? span.Length : next;
            if (length > 0)
            {
                _blank = _blank && span[..length].Trim(" \r\t"u8).IsEmpty;
                _fieldStart = false;
                _recordBytes += length;
                _start += length;
            }

            if (_recordBytes > maxRecordBytes)
            {
                throw new UploadRefusedException(FormattableString.Invariant(
                    $"Record {_recordsBefore + _records + 1} of the file is longer than {maxRecordBytes} bytes: most likely a quote (\") is opened there and never closed. Correct that row and upload the file again."));
            }

            if (next < 0)
            {
                return false;
            }

            var c = span[next];
            _start++;
            _recordBytes++;
            if (c == (byte)'"')
            {
                // A quote opens only at the start of a field; inside, a doubled one closes and opens again.
                if (_quoted || _fieldStart)
                {
                    _quoted = !_quoted;
                    _fieldStart = !_quoted;
                }

                _blank = false;
            }
            else if (c == (byte)'\n')
            {
                var wasBlank = _blank;
                _fieldStart = _blank = true;
                _recordBytes = 0;
                if (wasBlank)
                {
                    blankFrom = lineFrom;
                    return false;
                }

                _records++;
                lineFrom = _start;
                if (_start - from >= wanted)
                {
                    return true;
                }
            }
            else
            {
                _fieldStart = true;
                _blank = false;
            }
        }

        return false;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start < _end)
        {
            return true;
        }

        _start = _end = 0;
        while (_end == 0 && !_isAtEnd)
        {
            var count = await stream.ReadAsync(_read.AsMemory(_unconsumed), cancellationToken).ConfigureAwait(false);
            _isAtEnd = count == 0;
            var available = _unconsumed + count;
            _end = _text.Convert(_read.AsSpan(0, available), _buffer, _isAtEnd, out var consumed);
            _unconsumed = available - consumed;
            _read.AsSpan(consumed, _unconsumed).CopyTo(_read);
        }

        return _end > 0;
    }
}

using System.Text;

namespace Insight.Ingestion.Reading;

/// <summary>How records of a text end and how its fields are told apart.</summary>
/// <param name="Delimiter">Null when the whole line is one field.</param>
/// <param name="Quote">Null when quotes mean nothing: then every line end is a record's end.</param>
/// <param name="BackslashEscapes">Whether <c>\"</c> stands for a quote inside quotes, as MySQL writes it; else a doubled one does.</param>
/// <param name="Fields">Fields of a record; 0 when they are no concern of whoever cuts the text.</param>
internal sealed record RecordShape(byte? Delimiter, byte? Quote, bool BackslashEscapes, int Fields)
{
    /// <summary>Starts the only field of what <see cref="Misshapen"/> writes.</summary>
    public const char Mark = '\u0002';

    /// <summary>No text has it, so that a line read with it as the delimiter is one field.</summary>
    public const char NoDelimiter = '\u0001';

    /// <summary>From here on a record's fields are counted: the reader keeps of one that it rejects the first ten thousand bytes, and fails where that cuts a character.</summary>
    public const int LongBytes = 8_000;

    private const int ShownBytes = 1_000;

    /// <summary>A quoted text of so many lines is looked at: it may be records that a stray quote swallowed.</summary>
    private const int SuspiciousLines = 5;

    /// <summary>One record a line, such as JSON lines.</summary>
    public static RecordShape Lines { get; } = new(null, null, false, 0);

    /// <summary>Whether a line holds nothing, not even empty fields.</summary>
    public bool IsBlank(ReadOnlySpan<byte> line) => line.IsEmpty || (line[0] <= ' ' && (Delimiter == (byte)'\t' ? line.Trim((byte)' ') : line.Trim(" \t"u8)).IsEmpty);

    /// <summary>
    /// Whether what stands between two quotes is no field: something follows before the next delimiter, or its lines look like records, which
    /// a quote somewhere above swallowed.
    /// </summary>
    public bool IsMisquoted(ReadOnlySpan<byte> text, ReadOnlySpan<byte> after)
    {
        if (!after.IsEmpty && after[0] != (byte)'\n' && after[0] != Delimiter)
        {
            after = after.TrimStart((byte)' ');
            if (!after.IsEmpty && after[0] != (byte)'\n' && after[0] != Delimiter)
            {
                return true;
            }
        }

        // Too short for so many records: nearly every field.
        if (text.Length < SuspiciousLines * Fields || Fields < 3 || Delimiter is not { } delimiter || text.Count((byte)'\n') < SuspiciousLines)
        {
            return false;
        }

        int lines = 0, records = 0;
        text = text[(text.IndexOf((byte)'\n') + 1)..];
        for (var end = text.IndexOf((byte)'\n'); end >= 0; end = text.IndexOf((byte)'\n'))
        {
            lines++;
            records += text[..end].Count(delimiter) == Fields - 1 ? 1 : 0;
            text = text[(end + 1)..];
        }

        return records * 10 >= lines * 9;
    }

    /// <summary>Whether a long record has another number of fields than its file; one empty field more is none.</summary>
    public bool HasWrongFields(ReadOnlySpan<byte> record)
    {
        if (record.Length < LongBytes || Fields == 0)
        {
            return false;
        }

        var (fields, isQuoted) = (1, false);
        for (var at = 0; at < record.Length; at++)
        {
            var c = record[at];
            if (isQuoted)
            {
                at += BackslashEscapes && c == (byte)'\\' ? 1 : 0;
                isQuoted = c != Quote;
            }
            else if (c == Quote && (at == 0 || record[at - 1] == Delimiter || record[at - 1] == Quote))
            {
                isQuoted = true;
            }
            else if (c == Delimiter)
            {
                fields++;
            }
        }

        return fields != Fields && !(fields == Fields + 1 && record[^1] == Delimiter);
    }

    /// <summary>
    /// A line that is no record, written so that whoever reads records of this shape sees one record that has not its number of fields: it is
    /// rejected under its own number, and takes no line after it along.
    /// </summary>
    /// <param name="line">Its first bytes suffice.</param>
    /// <param name="problem">What is wrong with it; null when it shows.</param>
    public byte[] Misshapen(ReadOnlySpan<byte> line, string? problem)
    {
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, ShownBytes)]).TrimEnd('\n', '\uFFFD').Replace('\n', ' ');
        text = Mark + text + (line.Length > ShownBytes ? "…" : string.Empty) + (problem is null ? string.Empty : $" ({problem})");
        var delimiter = (char)(Delimiter ?? (byte)NoDelimiter);
        text = Quote is { } quote
            ? string.Concat((char)quote, BackslashEscapes ? text.Replace('\\', '/').Replace((char)quote, '\'') : text.Replace($"{(char)quote}", $"{(char)quote}{(char)quote}", StringComparison.Ordinal), (char)quote)
            : text.Replace(delimiter, ' ');
        return Encoding.UTF8.GetBytes((Fields == 1 ? $"{text}{delimiter}{Mark}" : text) + "\n");
    }
}

using System.Text;

namespace Insight.Ingestion.Reading;

/// <summary>How the characters of a text are written, told from its first bytes.</summary>
/// <param name="Name">As a receipt says it; null for UTF-8.</param>
/// <param name="Other">What the text is decoded with; null for UTF-8, which <see cref="TextBytes"/> reads by itself.</param>
/// <param name="MarkBytes">Length of the byte order mark.</param>
internal sealed record TextEncoding(string? Name, Encoding? Other, int MarkBytes)
{
    /// <summary>Of the characters of a Chinese text, this share is in GB2312, and of its ideographs this share in the frequent half.</summary>
    private const double Convincing = 0.7;

    /// <summary>One damaged character in so many does not make a text another encoding.</summary>
    private const int CharactersPerError = 1_000;

    private static readonly UnicodeEncoding LittleEndian = new(bigEndian: false, byteOrderMark: false);
    private static readonly UnicodeEncoding BigEndian = new(bigEndian: true, byteOrderMark: false);

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
        ?? throw new NotSupportedException("The framework has no GB18030.");

    public static TextEncoding Utf8 { get; } = new(null, null, 0);

    public static TextEncoding Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Utf8 with { MarkBytes = 3 };
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return new TextEncoding("UTF-16", LittleEndian, 2);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new TextEncoding("UTF-16", BigEndian, 2);
        }

        return Utf16WithoutMark(head) is { } utf16 ? new TextEncoding("UTF-16", utf16, 0)
            : !IsUtf8(head) && IsGb18030(head) ? new TextEncoding("GB18030", Gb18030, 0)
            : Utf8;
    }

    /// <summary>The head as UTF-8 with <c>\n</c> at line ends; what its end cuts in two is left out.</summary>
    public byte[] Decode(ReadOnlySpan<byte> head)
    {
        head = head[MarkBytes..];
        if (Other is null)
        {
            return TextBytes.All(head);
        }

        var characters = new char[Other.GetMaxCharCount(head.Length)];
        var count = Other.GetDecoder().GetChars(head, characters, flush: false);
        return TextBytes.All(Encoding.UTF8.GetBytes(characters, 0, count));
    }

    /// <summary>The stream (from after the byte order mark) in an encoding that <see cref="TextBytes"/> reads.</summary>
    public Stream Decode(Stream stream) => Other is null ? stream : Encoding.CreateTranscodingStream(stream, Other, Encoding.UTF8);

    /// <summary>In UTF-16, ASCII (at least delimiters, digits, line ends) has every second byte zero, always on the same side.</summary>
    private static UnicodeEncoding? Utf16WithoutMark(ReadOnlySpan<byte> head)
    {
        int even = 0, odd = 0, strange = 0;
        head = head[..(head.Length & ~1)];
        for (var i = 0; i < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        var units = head.Length / 2;
        var side = Math.Max(even, odd);
        if (side * 10 < units || Math.Min(even, odd) * 4 > side)
        {
            return null;
        }

        // Binary files with zeros on one side have units beside them that no text has: control characters.
        var encoding = odd > even ? LittleEndian : BigEndian;
        var high = odd > even ? 1 : 0;
        for (var i = 0; i < head.Length; i += 2)
        {
            var unit = (head[i + high] << 8) | head[i + 1 - high];
            strange += unit is < ' ' and not ('\t' or '\n' or '\r') or >= 0xFFFE ? 1 : 0;
        }

        return strange * 100 > units ? null : encoding;
    }

    /// <summary>Whether it is UTF-8, perhaps with rows of other origin pasted in.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        if (System.Text.Unicode.Utf8.IsValid(head))
        {
            return true;
        }

        int good = 0, bad = 0;
        while (!head.IsEmpty)
        {
            var ascii = head.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
            {
                break;
            }

            head = head[ascii..];
            var status = Rune.DecodeFromUtf8(head, out _, out var length);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
            {
                break;
            }

            (good, bad) = status == System.Buffers.OperationStatus.Done ? (good + 1, bad) : (good, bad + 1);
            head = head[length..];
        }

        return good >= bad;
    }

    /// <summary>
    /// Windows-1252 text seldom decodes as GB18030 without errors, and where it does, its letters make rare characters: a letter with an accent
    /// takes the plain letter after it as its second byte. Chinese is nearly always written in the characters of GB2312 (both bytes from 0xA1).
    /// </summary>
    private static bool IsGb18030(ReadOnlySpan<byte> head)
    {
        int characters = 0, simplified = 0, ideographs = 0, frequent = 0, errors = 0;
        for (var i = 0; i + 1 < head.Length;)
        {
            var (lead, trail) = (head[i], head[i + 1]);
            if (lead < 0x80)
            {
                i++;
            }
            else if (lead is 0x80 or 0xFF || trail is < 0x30 or (> 0x39 and < 0x40) or 0x7F or 0xFF)
            {
                errors++;
                i++;
            }
            else if (trail < 0x40)
            {
                characters++;
                i += 4;
            }
            else
            {
                characters++;
                if (trail >= 0xA1)
                {
                    simplified += lead is (>= 0xA1 and <= 0xA9) or (>= 0xB0 and <= 0xF7) ? 1 : 0;
                    ideographs += lead is >= 0xB0 and <= 0xF7 ? 1 : 0;
                    frequent += lead is >= 0xB0 and <= 0xD7 ? 1 : 0;
                }

                i += 2;
            }
        }

        return characters >= 2 && ideographs > 0 && errors * CharactersPerError <= characters
            && simplified >= Convincing * characters && frequent >= Convincing * ideographs;
    }
}

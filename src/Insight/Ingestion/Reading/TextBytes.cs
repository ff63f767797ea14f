using System.Buffers;
using System.Text;

namespace Insight.Ingestion.Reading;

/// <summary>
/// Text as exports write it → UTF-8 with <c>\n</c> at line ends. Bytes that are no UTF-8 are read as Windows-1252, byte by byte, because
/// exports paste rows of different origin together; they are counted.
/// </summary>
internal sealed class TextBytes
{
    /// <summary>No input byte becomes more than this many.</summary>
    public const int MaxExpansion = 3;

    /// <summary>Windows-1252 from 0x80 to 0x9F; above, it is Latin-1.</summary>
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    private static readonly SearchValues<byte> Special = SearchValues.Create([(byte)'\r', .. Enumerable.Range(0x80, 0x80).Select(value => (byte)value)]);

    /// <summary>Bytes that were no UTF-8.</summary>
    public long Reinterpreted { get; private set; }

    public static byte[] All(ReadOnlySpan<byte> source)
    {
        var target = new byte[source.Length * MaxExpansion];
        return target[..new TextBytes().Convert(source, target, isLast: false, out _)];
    }

    /// <summary>Gives the number of bytes written; what may go on in the next read is left unconsumed unless this is the last.</summary>
    public int Convert(ReadOnlySpan<byte> source, Span<byte> target, bool isLast, out int consumed)
    {
        consumed = 0;
        var written = 0;
        while (consumed < source.Length)
        {
            var rest = source[consumed..];
            var plain = rest.IndexOfAny(Special);
            plain = plain < 0 ? rest.Length : plain;
            rest[..plain].CopyTo(target[written..]);
            written += plain;
            consumed += plain;
            rest = rest[plain..];
            if (rest.IsEmpty)
            {
                break;
            }

            if (rest[0] == (byte)'\r')
            {
                if (rest.Length == 1 && !isLast)
                {
                    break;
                }

                target[written++] = (byte)'\n';
                consumed += rest.Length > 1 && rest[1] == (byte)'\n' ? 2 : 1;
                continue;
            }

            var status = Rune.DecodeFromUtf8(rest, out var rune, out var length);
            if (status == OperationStatus.NeedMoreData && !isLast)
            {
                break;
            }

            if (status != OperationStatus.Done)
            {
                rune = new Rune(rest[0] < 0xA0 ? Windows1252[rest[0] - 0x80] : (char)rest[0]);
                length = 1;
                Reinterpreted++;
            }

            written += rune.EncodeToUtf8(target[written..]);
            consumed += length;
        }

        return written;
    }
}

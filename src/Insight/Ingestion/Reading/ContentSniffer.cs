using System.Text.Json;

namespace Insight.Ingestion.Reading;

/// <summary>Tells from its first bytes what an upload is.</summary>
internal static class ContentSniffer
{
    /// <summary>Random bytes have more than a tenth of control characters, text has none but for accidents.</summary>
    private const double MaxControlShare = 0.02;

    public static ContentKind KindOf(ReadOnlySpan<byte> head, TextEncoding encoding)
    {
        if (head.StartsWith("PAR1"u8))
        {
            return ContentKind.Parquet;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return ContentKind.Gzip;
        }

        // An archive's first entry, or the end of one without entries.
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
        {
            return ContentKind.Zip;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            return ContentKind.CompoundFile;
        }

        // Documents that are written in text; all others have zeros and other control characters.
        return head.StartsWith("%PDF-"u8) || head.StartsWith("{\\rtf"u8) ? ContentKind.Binary : TextKind(encoding.Decode(head));
    }

    private static ContentKind TextKind(ReadOnlySpan<byte> text)
    {
        var control = 0;
        foreach (var c in text)
        {
            control += c < 0x20 && c is not ((byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\v') ? 1 : 0;
        }

        if (control > MaxControlShare * text.Length)
        {
            return ContentKind.Binary;
        }

        text = text.TrimStart(" \t\n\f\v"u8);
        if (text.IsEmpty)
        {
            return ContentKind.Blank;
        }

        if (text[0] == (byte)'[')
        {
            return text[1..].TrimStart(" \t\n"u8) is [] or [(byte)'{' or (byte)']', ..] ? ContentKind.JsonObjects : ContentKind.Csv;
        }

        return text[0] != (byte)'{' ? ContentKind.Csv : FirstObjectGoesOverLines(text) ? ContentKind.JsonObjects : ContentKind.JsonLines;
    }

    /// <summary>Whether the first object is whole (or longer than the head) and has a line end inside. A broken first line is no such object.</summary>
    private static bool FirstObjectGoesOverLines(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
        try
        {
            while (reader.Read() && (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth > 0))
            {
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return text[..(int)reader.BytesConsumed].Contains((byte)'\n');
    }
}

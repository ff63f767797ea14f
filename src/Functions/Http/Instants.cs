using System.Globalization;
using Insight.Shops;

namespace Insight.Functions.Http;

/// <summary>Reads the contract's times. The serializer is not used for them: it would put a time without a zone into the machine's.</summary>
internal static class Instants
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
    ];

    /// <summary>An instant with its zone, as UTC.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (!HasZone(text))
        {
            return false;
        }

        if (!TryParseUsual(text, out instant) && !DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant))
        {
            return false;
        }

        instant = instant.ToUniversalTime();
        return true;
    }

    /// <summary>An instant, or a date that means the end of that day in the shop's zone; UTC, null for null.</summary>
    /// <exception cref="InvalidFieldsException">Neither.</exception>
    public static DateTimeOffset? ParseAsOf(string? text, Shop shop)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and < 9999)
        {
            return shop.EndOf(day);
        }

        return TryParse(text, out var instant)
            ? instant
            : throw new InvalidFieldsException("asOf", $"'{text}' is not a time: expected a date such as 2011-08-31 or an instant with its zone such as 2011-08-31T22:59:59Z.");
    }

    /// <summary>The form nearly all times have, 2011-08-31T22:59:59Z, without a look at cultures.</summary>
    private static bool TryParseUsual(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, 'Z']
            || !Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day)
            || !Number(text[11..13], out var hour) || !Number(text[14..16], out var minute) || !Number(text[17..19], out var second)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        instant = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
        return true;

        static bool Number(ReadOnlySpan<char> digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool HasZone(ReadOnlySpan<char> text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
}

using System.Globalization;
using Insight.Shops;

namespace Insight.Functions.Http;

/// <summary>Reads the contract's times. The serializer is not used for them: it would put a time without a zone into the machine's.</summary>
internal static class Instants
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", // tried in turn: the usual one first
    ];

    /// <summary>An instant with its zone, as UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || !HasZone(text) || !DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant))
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

    private static bool HasZone(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
}

using System.Globalization;
using Insight.Shops;

namespace Insight.Functions.Http;

/// <summary>The contract's <c>asOf</c>: an instant with its zone, or a date that means the end of that day in the shop's zone.</summary>
internal static class AsOf
{
    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <returns>UTC; null for null.</returns>
    public static DateTimeOffset? Parse(string? text, Shop shop)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1900 and < 9999)
        {
            return shop.EndOf(day);
        }

        var hasZone = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return hasZone && DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUniversalTime()
            : throw new InvalidFieldsException("asOf", $"'{text}' is not a time: expected a date such as 2011-08-31 or an instant with its zone such as 2011-08-31T22:59:59Z.");
    }
}

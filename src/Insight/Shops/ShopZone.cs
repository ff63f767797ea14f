using System.Diagnostics.CodeAnalysis;

namespace Insight.Shops;

/// <summary>Time zones by their IANA names.</summary>
internal static class ShopZone
{
    public static bool TryFind(string? name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return name is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone) && zone.HasIanaId;
    }

    public static string Expected(string? found) => $"'{found}' is not a time zone: expected an IANA name such as Europe/London.";
}

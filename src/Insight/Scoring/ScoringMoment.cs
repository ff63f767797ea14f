using Insight.Features;
using Insight.Profiles;
using Insight.Shops;

namespace Insight.Scoring;

/// <summary>The moment that a request is answered for when it names none.</summary>
internal static class ScoringMoment
{
    /// <summary>
    /// The last refresh's time, or the end of the day of the customer's latest order or browsing if that is later (but never after now), or now where the shop was never
    /// refreshed and neither is known.
    /// </summary>
    /// <param name="history">Null for somebody without one.</param>
    /// <returns>In UTC.</returns>
    public static DateTimeOffset Of(Shop shop, RefreshPointer? pointer, CustomerHistory? history, DateTimeOffset now)
    {
        var refreshed = pointer?.AsOf ?? DateTimeOffset.MinValue;
        DateOnly? later = history is { Orders.Count: > 0 } && history.Orders[^1] is var order && order.OrderedAt > refreshed ? order.Day : null;
        if (history is { Browsing.Count: > 0 } && history.Browsing[^1].Day is var seen && (later is null || seen > later) && shop.EndOf(seen) > refreshed)
        {
            later = seen;
        }

        return later is { } day && shop.EndOf(day) is var end && end < now ? end
            : later is null && pointer is not null ? pointer.AsOf.ToUniversalTime()
            : now.ToUniversalTime();
    }
}

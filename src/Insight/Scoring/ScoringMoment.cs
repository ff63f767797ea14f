using Insight.Features;
using Insight.Profiles;
using Insight.Shops;

namespace Insight.Scoring;

/// <summary>The moment that a request is answered for when it names none.</summary>
internal static class ScoringMoment
{
    /// <summary>
    /// The last refresh's time, or the end of the day of the customer's latest order or browsing if that is later (but never after now), or now where the shop was never refreshed and
    /// nothing of the customer is known.
    /// </summary>
    /// <param name="history">Null for somebody without one.</param>
    public static Cutoff Of(Shop shop, RefreshPointer? pointer, CustomerHistory? history, DateTimeOffset now)
    {
        var refreshed = pointer?.AsOf ?? DateTimeOffset.MinValue;
        DateOnly? later = history is { Orders: [.., var order] } && order.OrderedAt > refreshed ? order.Day : null;
        if (history is { Browsing: [.., var browsing] } && browsing.Day is var seen && (later is null || seen > later) && shop.EndOf(seen) > refreshed)
        {
            later = seen;
        }

        var present = Cutoff.AtInstant(shop, now);
        if (later is null && pointer is not null)
        {
            return Cutoff.AtInstant(shop, pointer.AsOf);
        }

        return later is { } day && Cutoff.EndOf(shop, day) is var end && end.At < present.At ? end : present;
    }
}

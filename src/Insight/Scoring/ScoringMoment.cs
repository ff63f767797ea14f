using Insight.Features;
using Insight.Profiles;
using Insight.Shops;

namespace Insight.Scoring;

/// <summary>The moment that a request is answered for when it names none.</summary>
internal static class ScoringMoment
{
    /// <summary>
    /// The last refresh's time, or the end of the day of the customer's latest order if that is later (but never after now), or now where the shop was never refreshed and
    /// no order is known.
    /// </summary>
    /// <param name="history">Null for somebody without one.</param>
    public static Cutoff Of(Shop shop, RefreshPointer? pointer, CustomerHistory? history, DateTimeOffset now)
    {
        var latest = history is { Orders.Count: > 0 } ? history.Orders[^1] : (HistoryOrder?)null;
        if (pointer is not null && (latest is null || latest.Value.OrderedAt <= pointer.AsOf))
        {
            return Cutoff.AtInstant(shop, pointer.AsOf);
        }

        var present = Cutoff.AtInstant(shop, now);
        return latest is { } order && Cutoff.EndOf(shop, order.Day) is var end && end.At < present.At ? end : present;
    }
}

using System.Globalization;

namespace Insight.Features;

/// <summary>
/// The latest purchase days one by one, the latest first: what a network reads that looks for an order in events. A day has the days until the next purchase day, or until
/// the cutoff for the latest, its revenue and the distinct products of its orders, counted order by order; and of the days in between, without the two purchase days, on how many
/// the customer was seen in the shop, and what they looked at and put into the cart there. Days that a customer does not have are NaN.
/// </summary>
public static class PurchaseSequence
{
    /// <summary>Purchase days that are kept; what lies before them is in the summaries.</summary>
    public const int Steps = 16;

    /// <summary>What is told of a day, in order.</summary>
    public static IReadOnlyList<string> Channels { get; } = ["gap_days", "revenue", "products", "browse_days", "views", "carts"];

    /// <summary>Columns in all: step by step, and of a step channel by channel.</summary>
    public static int Count => Steps * Channels.Count;

    /// <summary>Such as <c>purchase_1_revenue</c>; 1 is the latest day.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Enumerable.Range(1, Steps).SelectMany(step => Channels.Select(channel => string.Create(CultureInfo.InvariantCulture, $"purchase_{step}_{channel}")))];

    /// <summary>The first values of one step: those of <see cref="Channels"/> that orders tell.</summary>
    /// <param name="days">Oldest first.</param>
    /// <param name="step">0 is the latest.</param>
    internal static (double Gap, double Revenue, double Products) At(ReadOnlySpan<PurchaseDay> days, int step, DateOnly today)
    {
        var at = days.Length - 1 - step;
        if (at < 0)
        {
            return (double.NaN, double.NaN, double.NaN);
        }

        var next = step == 0 ? today : days[at + 1].Day;
        return (next.DayNumber - days[at].Day.DayNumber, days[at].Revenue, days[at].Products);
    }

    /// <summary>The others, which browsing tells. Steps are asked for one after the other, from 0.</summary>
    /// <param name="left">Browsing days, the first ones, that no step has looked at; at first all that are known.</param>
    internal static (double Days, double Views, double Carts) BrowsedAfter(ReadOnlySpan<PurchaseDay> days, int step, IReadOnlyList<BrowsingDay> browsing, ref int left)
    {
        var at = days.Length - 1 - step;
        if (at < 0)
        {
            return (double.NaN, double.NaN, double.NaN);
        }

        double count = 0, views = 0, carts = 0;
        for (; left > 0 && browsing[left - 1] is var day && day.Day >= days[at].Day; left--)
        {
            if (day.Day > days[at].Day)
            {
                count++;
                views += day.Views;
                carts += day.Carts;
            }
        }

        return (count, views, carts);
    }
}

using System.Globalization;

namespace Insight.Features;

/// <summary>
/// The latest purchase days one by one, the latest first: what a network reads that looks for an order in events. A day has the days until the next purchase day, or until
/// the cutoff for the latest, its revenue and the distinct products of its orders, counted order by order. Days that a customer does not have are NaN.
/// </summary>
public static class PurchaseSequence
{
    /// <summary>Purchase days that are kept; what lies before them is in the summaries.</summary>
    public const int Steps = 16;

    /// <summary>What is told of a day, in order.</summary>
    public static IReadOnlyList<string> Channels { get; } = ["gap_days", "revenue", "products"];

    /// <summary>Columns in all: step by step, and of a step channel by channel.</summary>
    public static int Count => Steps * Channels.Count;

    /// <summary>Such as <c>purchase_1_revenue</c>; 1 is the latest day.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Enumerable.Range(1, Steps).SelectMany(step => Channels.Select(channel => string.Create(CultureInfo.InvariantCulture, $"purchase_{step}_{channel}")))];

    /// <summary>The values of one step: those of <see cref="Channels"/>.</summary>
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
}

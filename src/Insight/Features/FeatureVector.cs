using System.Security.Cryptography;
using System.Text;

namespace Insight.Features;

/// <summary>
/// The one function from a customer's history to the numbers that models see: float32, in the order of <see cref="Names"/>.
/// Days are calendar days in the shop's zone, money is in the shop's currency. What is not defined for a customer (the mean gap of someone
/// who bought once) is NaN; the exported models impute it. A customer without a purchase day by the cutoff has NaN throughout.
/// Only what the history held at the cutoff is read. The first <see cref="SummaryCount"/> columns sum a history up; behind them stands the <see cref="PurchaseSequence"/>.
/// </summary>
public static class FeatureVector
{
    /// <summary>Days, today included, over which browsing is counted: what somebody looked at long ago says little.</summary>
    private const int BrowsingWindow = 30;

    private static readonly int[] Windows = [30, 60, 90, 180, 365];

    private static readonly string[] Summaries =
    [
        // BG/NBD's x, t_x and T (Fader, Hardie & Lee 2005), in days.
        "frequency", "first_to_last_days", "age_days", "days_since_last",
        "mean_gap_days", "gap_std_days", "last_gap_days", "max_gap_days",
        "since_last_over_mean_gap", "since_last_over_max_gap", "since_last_over_age", "purchases_per_day",
        .. Windows.Select(window => $"purchase_days_{window}"),
        .. Windows.Select(window => $"revenue_{window}"),
        "share_of_purchase_days_90",
        "revenue_total", "revenue_mean", "revenue_std", "revenue_max", "revenue_last", "revenue_first",
        "last_over_mean_revenue", "monetary", "log_monetary",
        "units_per_order", "products_per_order", "products_last", "price_per_unit", "orders_per_purchase_day",
        "return_share", "returns", "days_since_return",
        // 0, and never seen, in shops without events.
        $"browse_days_{BrowsingWindow}", $"views_{BrowsingWindow}", $"carts_{BrowsingWindow}", $"searches_{BrowsingWindow}", "days_since_browse",
    ];

    /// <summary>Column names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Summaries, .. PurchaseSequence.Names];

    /// <summary>How many columns, the first ones, sum a history up: what models read that do not read sequences.</summary>
    public static int SummaryCount => Summaries.Length;

    public static int Count => Names.Count;

    /// <summary>Names this schema: a model made for another one is refused. 16 hexadecimal digits.</summary>
    public static string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Names))))[..16];

    /// <summary>The position of a column.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static int IndexOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"There is no feature '{name}'; the features are {string.Join(", ", Names)}.", nameof(name));
    }

    /// <param name="destination">Receives the features; as long as <see cref="Count"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public static void Compute(CustomerHistory history, Cutoff cutoff, Span<float> destination)
    {
        using var days = PurchaseDays.Of(history, cutoff);
        Compute(days.Span, history, cutoff, destination);
    }

    /// <param name="days">Those of the history at the cutoff.</param>
    internal static void Compute(ReadOnlySpan<PurchaseDay> days, CustomerHistory history, Cutoff cutoff, Span<float> destination)
    {
        if (destination.Length != Count)
        {
            throw new ArgumentException($"Found room for {destination.Length} features, expected {Count}.", nameof(destination));
        }

        if (days.IsEmpty)
        {
            destination.Fill(float.NaN);
            return;
        }

        var writer = new Writer(destination);
        WriteTimes(ref writer, days, cutoff.Day);
        WriteWindows(ref writer, days, cutoff.Day);
        WriteMoney(ref writer, days);
        WriteBaskets(ref writer, days);
        WriteReturns(ref writer, history, cutoff, Revenue(days));
        var browsed = BrowsingDay.Count(history, cutoff);
        WriteBrowsing(ref writer, history.Browsing, browsed, cutoff.Day);
        WriteSequence(ref writer, days, history.Browsing, browsed, cutoff.Day);
        writer.Complete();
    }

    private static void WriteTimes(ref Writer writer, ReadOnlySpan<PurchaseDay> days, DateOnly today)
    {
        double x = days.Length - 1;
        double tx = days[^1].Day.DayNumber - days[0].Day.DayNumber;
        double age = today.DayNumber - days[0].Day.DayNumber;
        var since = age - tx;
        var meanGap = x >= 1 ? tx / x : double.NaN;
        double squares = 0, maxGap = double.NaN, lastGap = double.NaN;
        for (var i = 1; i < days.Length; i++)
        {
            lastGap = days[i].Day.DayNumber - days[i - 1].Day.DayNumber;
            squares += (lastGap - meanGap) * (lastGap - meanGap);
            maxGap = double.IsNaN(maxGap) ? lastGap : Math.Max(maxGap, lastGap);
        }

        writer.Add(x);
        writer.Add(tx);
        writer.Add(age);
        writer.Add(since);
        writer.Add(meanGap);
        writer.Add(x >= 2 ? Math.Sqrt(squares / (x - 1)) : double.NaN);
        writer.Add(lastGap);
        writer.Add(maxGap);
        writer.Add(since / meanGap);
        writer.Add(since / maxGap);
        writer.Add(age > 0 ? since / age : double.NaN);
        writer.Add(age > 0 ? x / age : double.NaN);
    }

    private static void WriteWindows(ref Writer writer, ReadOnlySpan<PurchaseDay> days, DateOnly today)
    {
        foreach (var window in Windows)
        {
            writer.Add(Recent(days, today, window).Count);
        }

        foreach (var window in Windows)
        {
            writer.Add(Recent(days, today, window).Revenue);
        }

        writer.Add(Recent(days, today, 90).Count / (double)days.Length);
    }

    /// <summary>Purchase days and revenue of the last days, today included.</summary>
    private static (int Count, double Revenue) Recent(ReadOnlySpan<PurchaseDay> days, DateOnly today, int window)
    {
        var count = 0;
        double revenue = 0;
        for (var i = days.Length - 1; i >= 0 && today.DayNumber - days[i].Day.DayNumber < window; i--)
        {
            count++;
            revenue += days[i].Revenue;
        }

        return (count, revenue);
    }

    private static void WriteMoney(ref Writer writer, ReadOnlySpan<PurchaseDay> days)
    {
        var total = Revenue(days);
        var mean = total / days.Length;
        double squares = 0, most = 0;
        foreach (ref readonly var day in days)
        {
            squares += (day.Revenue - mean) * (day.Revenue - mean);
            most = Math.Max(most, day.Revenue);
        }

        writer.Add(total);
        writer.Add(mean);
        writer.Add(days.Length >= 2 ? Math.Sqrt(squares / (days.Length - 1)) : double.NaN);
        writer.Add(most);
        writer.Add(days[^1].Revenue);
        writer.Add(days[0].Revenue);
        writer.Add(days[^1].Revenue / mean);
        // Gamma-Gamma's z-bar: the mean over repeat purchases, as in Fader, Hardie & Lee's "RFM and CLV".
        writer.Add(days.Length >= 2 ? (total - days[0].Revenue) / (days.Length - 1) : double.NaN);
        writer.Add(Math.Log(1 + mean));
    }

    private static void WriteBaskets(ref Writer writer, ReadOnlySpan<PurchaseDay> days)
    {
        double orders = 0, units = 0, products = 0;
        foreach (ref readonly var day in days)
        {
            orders += day.Orders;
            units += day.Units;
            products += day.Products;
        }

        writer.Add(units / orders);
        writer.Add(products / orders);
        writer.Add(days[^1].Products / (double)days[^1].Orders);
        writer.Add(Revenue(days) / units);
        writer.Add(orders / days.Length);
    }

    private static void WriteReturns(ref Writer writer, CustomerHistory history, Cutoff cutoff, double revenue)
    {
        double returned = 0, sinceReturn = double.NaN;
        var returns = 0;
        for (var i = 0; i < history.Orders.Count; i++)
        {
            var order = history.Orders[i];
            if (order.OrderedAt > cutoff.At)
            {
                break;
            }

            if (order.Returned > 0)
            {
                returns++;
                returned += order.Returned;
                sinceReturn = cutoff.Day.DayNumber - order.Day.DayNumber;
            }
        }

        writer.Add(returned / (revenue + returned));
        writer.Add(returns);
        writer.Add(sinceReturn);
    }

    /// <param name="known">Browsing days, the first ones, that are known.</param>
    private static void WriteBrowsing(ref Writer writer, IReadOnlyList<BrowsingDay> browsing, int known, DateOnly today)
    {
        double days = 0, views = 0, carts = 0, searches = 0;
        for (var i = known - 1; i >= 0 && browsing[i] is var day && today.DayNumber - day.Day.DayNumber < BrowsingWindow; i--)
        {
            days++;
            views += day.Views;
            carts += day.Carts;
            searches += day.Searches;
        }

        writer.Add(days);
        writer.Add(views);
        writer.Add(carts);
        writer.Add(searches);
        writer.Add(known > 0 ? today.DayNumber - browsing[known - 1].Day.DayNumber : double.NaN);
    }

    private static void WriteSequence(ref Writer writer, ReadOnlySpan<PurchaseDay> days, IReadOnlyList<BrowsingDay> browsing, int known, DateOnly today)
    {
        var left = known;
        for (var step = 0; step < PurchaseSequence.Steps; step++)
        {
            var (gap, revenue, products) = PurchaseSequence.At(days, step, today);
            writer.Add(gap);
            writer.Add(revenue);
            writer.Add(products);
            var (browseDays, views, carts) = PurchaseSequence.BrowsedAfter(days, step, browsing, ref left);
            writer.Add(browseDays);
            writer.Add(views);
            writer.Add(carts);
        }
    }

    internal static double Revenue(ReadOnlySpan<PurchaseDay> days)
    {
        double sum = 0;
        foreach (ref readonly var day in days)
        {
            sum += day.Revenue;
        }

        return sum;
    }

    private ref struct Writer(Span<float> destination)
    {
        private readonly Span<float> destination = destination;
        private int next;

        /// <summary>Values that float32 cannot hold as finite numbers are undefined too.</summary>
        public void Add(double value)
        {
            var narrow = (float)value;
            destination[next++] = float.IsFinite(narrow) ? narrow : float.NaN;
        }

        public readonly void Complete()
        {
            if (next != destination.Length)
            {
                throw new InvalidOperationException($"{next} features were computed but {destination.Length} have names.");
            }
        }
    }
}

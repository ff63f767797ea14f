using System.Globalization;

namespace Insight.Reports;

/// <summary>How the report writes numbers: English digits, the shop's currency.</summary>
internal sealed class Figures(string currency)
{
    private readonly string _symbol = currency switch
    {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        _ => currency + "\u00a0",
    };

    /// <summary>As <c>€1,234</c>, or with cents below 1,000.</summary>
    public string Money(double value) =>
        Sign(value) + _symbol + Math.Abs(value).ToString(Math.Abs(value) < 999.5 ? "#,0.00" : "#,0", CultureInfo.InvariantCulture);

    /// <summary>For axes and tiles: <c>€1.2M</c>, <c>€34k</c>.</summary>
    public string Short(double value) => Sign(value) + _symbol + Compact(Math.Abs(value));

    public static string Compact(double value) => value switch
    {
        >= 999_500_000 => (value / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + "B",
        >= 999_500 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 9_950 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
    };

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Number(double value, int decimals = 2) => value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Three significant places, whatever the size.</summary>
    public static string Metric(double value) => Math.Abs(value) switch
    {
        double.NaN or double.PositiveInfinity => "–",
        0 => "0",
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    public static string Percent(double share) => double.IsFinite(share)
        ? ((Math.Abs(share) < 0.0005 ? 0 : share) * 100).ToString(share is > 0 and < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture) + "\u202f%"
        : "–";

    public static string Month(DateOnly month) => month.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static string Sign(double value) => value < 0 ? "−" : string.Empty;
}

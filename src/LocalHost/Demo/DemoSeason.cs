namespace Insight.LocalHost.Demo;

/// <summary>
/// The shop's year as a clock that runs faster in busy weeks: the purchase process is stationary on this clock and seasonal on the
/// calendar. On average over a year the two agree.
/// </summary>
internal sealed class DemoSeason
{
    private static readonly double[] Months = [0.78, 0.92, 1.0, 0.98, 1.0, 0.95, 0.86, 0.86, 0.98, 1.02, 1.28, 1.55];
    private static readonly double[] Weekdays = [1.15, 1.12, 1.02, 0.98, 0.98, 0.95, 0.80]; // Sunday first: people browse on the sofa

    private readonly double[] _elapsed;

    public DemoSeason(DateOnly start, int days)
    {
        Start = start;
        var scale = 1 / (Months.Average() * Weekdays.Average());
        _elapsed = new double[days + 1];
        for (var day = 0; day < days; day++)
        {
            _elapsed[day + 1] = _elapsed[day] + (Factor(start.AddDays(day)) * scale);
        }
    }

    public DateOnly Start { get; }

    /// <summary>Revenue factor of a month relative to an average one.</summary>
    public static double MonthFactor(int month) => Months[month - 1] / Months.Average();

    /// <summary>Reading of the clock at the start of a calendar day, in days.</summary>
    public double At(int day) => _elapsed[day];

    /// <summary>The calendar day on which the clock shows <paramref name="reading"/>; null after the simulated time.</summary>
    public int? DayOf(double reading)
    {
        if (reading >= _elapsed[^1])
        {
            return null;
        }

        var found = Array.BinarySearch(_elapsed, reading);
        return found >= 0 ? found : ~found - 1;
    }

    private static double Factor(DateOnly day) => Months[day.Month - 1] * Weekdays[(int)day.DayOfWeek];
}

namespace Insight.Reports.Charts;

/// <summary>A linear scale with round ticks that covers the values given, zero among them.</summary>
internal sealed class Axis
{
    private readonly double _from;
    private readonly double _to;

    private Axis(double min, double max, IReadOnlyList<double> ticks, double from, double to)
    {
        Min = min;
        Max = max;
        Ticks = ticks;
        _from = from;
        _to = to;
    }

    public double Min { get; }

    public double Max { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>A scale from <paramref name="from"/> (of the smallest value) to <paramref name="to"/> (of the largest), in pixels.</summary>
    public static Axis Covering(double min, double max, double from, double to, int intervals = 4, bool zero = true)
    {
        if (zero)
        {
            (min, max) = (Math.Min(0, min), Math.Max(0, max));
        }

        if (!(max > min))
        {
            max = min + 1;
        }

        var step = NiceStep((max - min) / intervals);
        var first = Math.Floor(min / step + 1e-9);
        var last = Math.Ceiling(max / step - 1e-9);
        var ticks = new List<double>();
        for (var i = first; i <= last; i++)
        {
            ticks.Add(i * step);
        }

        return new Axis(ticks[0], ticks[^1], ticks, from, to);
    }

    public double At(double value) => _from + ((value - Min) / (Max - Min) * (_to - _from));

    private static double NiceStep(double raw)
    {
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var rest = raw / magnitude;
        return magnitude * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 2.5 ? 2.5 : rest <= 5 ? 5 : 10);
    }
}

namespace Insight.Drift;

/// <summary>
/// One column of a population in short: how its known values were distributed, at the 2 % quantiles, and how many were undefined. With at most 51 different values
/// it is exact; otherwise shares between two points are unknown by at most 2 %.
/// </summary>
public sealed record ColumnSketch
{
    private const int Steps = 50;

    public required string Name { get; init; }

    /// <summary>Values that are undefined (NaN).</summary>
    public required long Missing { get; init; }

    /// <summary>Values that are known.</summary>
    public required long Known { get; init; }

    /// <summary>Different values in ascending order: the smallest, the quantiles, the largest. Empty when none is known.</summary>
    public required IReadOnlyList<double> Points { get; init; }

    /// <summary>By point, the share of known values below it.</summary>
    public required IReadOnlyList<double> Below { get; init; }

    /// <summary>By point, the share of known values at or below it.</summary>
    public required IReadOnlyList<double> UpTo { get; init; }

    /// <summary>Points that are a decile (10 to 90 %), each the upper end of a bin and part of it; equal deciles are one.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    public static ColumnSketch Of(string name, IEnumerable<double> values)
    {
        var all = values.ToArray();
        var known = all.Where(value => !double.IsNaN(value)).Order().ToArray();
        double Quantile(int step) => known[Math.Max(0, (((step * known.Length) + Steps - 1) / Steps) - 1)]; // the smallest value that this share does not exceed
        double[] points = known.Length == 0 ? [] : [.. Enumerable.Range(0, Steps + 1).Select(Quantile).Distinct()];
        var (below, upTo) = (new double[points.Length], new double[points.Length]);
        for (int i = 0, at = 0; i < points.Length; i++)
        {
            for (; known[at] < points[i]; at++)
            {
            }

            below[i] = (double)at / known.Length;
            for (; at < known.Length && known[at] == points[i]; at++)
            {
            }

            upTo[i] = (double)at / known.Length;
        }

        return new ColumnSketch
        {
            Name = name, Missing = all.Length - known.Length, Known = known.Length, Points = points, Below = below, UpTo = upTo,
            Edges = known.Length == 0 ? [] : [.. Enumerable.Range(1, 9).Select(decile => Quantile(decile * Steps / 10)).Distinct()],
        };
    }
}

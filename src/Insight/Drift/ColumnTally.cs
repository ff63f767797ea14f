// Siddiqi (2006), Credit Risk Scorecards (population stability index); Smirnov (1939), the two-sample statistic.
namespace Insight.Drift;

/// <summary>Counts the values of a population where the sketch of an earlier one has its points, and says how far the two lie apart.</summary>
internal sealed class ColumnTally(ColumnSketch before)
{
    /// <summary>Added to the count of every bin that either population has, so that an empty one gives no infinite index (Jeffreys' prior).</summary>
    private const double Smoothing = 0.5;

    private readonly double[] _points = [.. before.Points];

    /// <summary>Odd places: at the point (i − 1) / 2. Even ones: between the points around.</summary>
    private readonly long[] _counts = new long[(2 * before.Points.Count) + 1];
    private long _missing;

    public void Add(double value)
    {
        if (double.IsNaN(value))
        {
            _missing++;
            return;
        }

        var found = Array.BinarySearch(_points, value);
        _counts[found >= 0 ? (2 * found) + 1 : 2 * ~found]++;
    }

    public ColumnDrift Drift() => new(before.Name, StabilityIndex(), Distance());

    /// <summary>
    /// Σ (q − p) · ln(q / p) over the bins between the earlier population's deciles and one for undefined values, p and q being the smoothed shares then and now.
    /// </summary>
    private double StabilityIndex()
    {
        var bins = Bins().Where(bin => bin.Before + bin.Now > 0).ToList();
        var (then, now) = (bins.Sum(bin => bin.Before + Smoothing), bins.Sum(bin => bin.Now + Smoothing));
        return bins.Sum(bin =>
        {
            var (p, q) = ((bin.Before + Smoothing) / then, (bin.Now + Smoothing) / now);
            return (q - p) * Math.Log(q / p);
        });
    }

    private IEnumerable<(double Before, double Now)> Bins()
    {
        yield return (before.Missing, _missing);
        var (shareBefore, countNow, place) = (0.0, 0L, 0);
        foreach (var edge in before.Edges)
        {
            var point = Array.BinarySearch(_points, edge);
            for (; place <= (2 * point) + 1; place++)
            {
                countNow += _counts[place];
            }

            yield return (Math.Round((before.UpTo[point] - shareBefore) * before.Known), countNow);
            (shareBefore, countNow) = (before.UpTo[point], 0);
        }

        yield return (Math.Round((1 - shareBefore) * before.Known), _counts.Skip(place).Sum());
    }

    /// <summary>The largest distance of the two distribution functions of known values, looked at on both sides of every point. 0 where one population has no known value.</summary>
    private double Distance()
    {
        double total = _counts.Sum(), largest = 0;
        if (total == 0 || before.Known == 0)
        {
            return 0;
        }

        long passed = 0;
        for (var i = 0; i < _points.Length; i++)
        {
            passed += _counts[2 * i];
            largest = Math.Max(largest, Math.Abs((passed / total) - before.Below[i]));
            passed += _counts[(2 * i) + 1];
            largest = Math.Max(largest, Math.Abs((passed / total) - before.UpTo[i]));
        }

        return largest;
    }
}

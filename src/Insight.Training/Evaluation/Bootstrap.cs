using Insight.Registry;

namespace Insight.Training.Evaluation;

/// <summary>
/// Percentile bootstrap over customers (Efron &amp; Tibshirani 1993): the same seed draws the same customers, so that two candidates can be
/// compared on identical resamples.
/// </summary>
internal sealed class Bootstrap
{
    private readonly int[][] samples;
    private readonly int rows;

    public Bootstrap(int rows, int resamples, int seed)
    {
        this.rows = rows;
        var random = new Random(seed);
        samples = new int[resamples][];
        for (var s = 0; s < resamples; s++)
        {
            samples[s] = new int[rows];
            for (var i = 0; i < rows; i++)
            {
                samples[s][i] = random.Next(rows);
            }
        }
    }

    /// <summary>The mean of a per-row figure with its 95 % interval.</summary>
    public MetricValue Mean(ReadOnlySpan<double> perRow)
    {
        var values = perRow.ToArray();
        return Of(sample =>
        {
            double sum = 0;
            foreach (var row in sample)
            {
                sum += values[row];
            }

            return sum / sample.Length;
        });
    }

    /// <summary>The mean of <paramref name="challenger"/> − <paramref name="incumbent"/> with its 95 % interval, row by row on the same customers.</summary>
    public MetricValue MeanDifference(ReadOnlySpan<double> challenger, ReadOnlySpan<double> incumbent)
    {
        var differences = new double[challenger.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = challenger[i] - incumbent[i];
        }

        return Mean(differences);
    }

    /// <summary>Any statistic of the rows with its 95 % interval. Resamples on which it is undefined (NaN) are left out.</summary>
    public MetricValue Of(Func<int[], double> statistic)
    {
        var all = statistic([.. Enumerable.Range(0, rows)]);
        var drawn = samples.Select(statistic).Where(value => !double.IsNaN(value)).Order().ToArray();
        return drawn.Length == 0 ? new MetricValue(all) : new MetricValue(all, Quantile(drawn, 0.025), Quantile(drawn, 0.975));
    }

    /// <summary>Linear interpolation between order statistics (Hyndman &amp; Fan's type 7).</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)Math.Floor(at);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}

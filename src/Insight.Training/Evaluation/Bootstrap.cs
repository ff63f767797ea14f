using Insight.Registry;

namespace Insight.Training.Evaluation;

/// <summary>
/// Percentile bootstrap over customers (Efron &amp; Tibshirani 1993): the same seed draws the same customers, so that two candidates can be
/// compared on identical resamples.
/// </summary>
internal sealed class Bootstrap
{
    private readonly int[][] samples;
    private readonly int[] everyone;

    /// <param name="rows">How many customers there are, a row each.</param>
    public Bootstrap(int rows, int resamples, int seed)
        : this([.. Enumerable.Range(0, rows)], resamples, seed)
    {
    }

    /// <param name="customers">Whose each row is: the rows of a customer, who may stand at several cutoffs, are drawn together.</param>
    public Bootstrap(IReadOnlyList<string> customers, int resamples, int seed)
        : this(Numbers(customers), resamples, seed)
    {
    }

    private Bootstrap(int[] groups, int resamples, int seed)
    {
        everyone = [.. Enumerable.Repeat(1, groups.Length)];
        var random = new Random(seed);
        var drawn = new int[groups.Length == 0 ? 0 : groups.Max() + 1];
        samples = new int[resamples][];
        for (var s = 0; s < resamples; s++)
        {
            Array.Clear(drawn);
            for (var i = 0; i < drawn.Length; i++)
            {
                drawn[random.Next(drawn.Length)]++;
            }

            samples[s] = [.. groups.Select(group => drawn[group])];
        }
    }

    /// <summary>The mean of a per-row figure with its 95 % interval.</summary>
    public MetricValue Mean(double[] perRow) => Of(counts => Mean(perRow, counts));

    /// <summary>The root of the mean of a per-row figure with its 95 % interval.</summary>
    public MetricValue RootMean(double[] perRow) => Of(counts => Math.Sqrt(Mean(perRow, counts)));

    /// <summary>The mean of <paramref name="challenger"/> − <paramref name="incumbent"/> with its 95 % interval, row by row on the same customers.</summary>
    public MetricValue MeanDifference(double[] challenger, double[] incumbent) => Mean([.. challenger.Zip(incumbent, (a, b) => a - b)]);

    /// <summary>Any statistic with its 95 % interval. Resamples on which it is undefined (NaN) are left out.</summary>
    /// <param name="statistic">Takes how often each row was drawn.</param>
    public MetricValue Of(Func<int[], double> statistic)
    {
        var all = statistic(everyone);
        var drawn = samples.Select(statistic).Where(value => !double.IsNaN(value)).Order().ToArray();
        return drawn.Length == 0 ? new MetricValue(all) : new MetricValue(all, Quantile(drawn, 0.025), Quantile(drawn, 0.975));
    }

    private static int[] Numbers(IReadOnlyList<string> customers)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. customers.Select(customer => numbers.TryGetValue(customer, out var number) ? number : numbers[customer] = numbers.Count)];
    }

    private static double Mean(double[] perRow, int[] counts)
    {
        double sum = 0;
        long total = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            sum += counts[i] * perRow[i];
            total += counts[i];
        }

        return sum / total;
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

namespace Insight.Training.Learners;

/// <summary>The few settings that are searched, and the search.</summary>
internal static class Tuning
{
    public static readonly double[] Ridges = [0.01, 0.05, 0.2];

    public static readonly int[] Regularities = [1, 2, 3];

    public static readonly int[] TreeCounts = [60, 100, 150, 200, 300];

    public static readonly double[] Anchors = [0, 0.25, 0.5, 0.75, 1];

    /// <summary>
    /// Whether losses, row by row, are less by more than one standard error of the paired difference: the best of several noisy results flatters itself.
    /// </summary>
    public static bool IsBetter(double[] found, double[] least)
    {
        double[] gains = [.. least.Zip(found, (a, b) => a - b)];
        var mean = gains.Average();
        return mean > Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / gains.Length / gains.Length);
    }

    /// <summary>The setting that loses least; the first of equals.</summary>
    public static T Best<T>(IEnumerable<T> settings, Func<T, double> loss) => settings.MinBy(loss)!; // never empty: the lists above
}

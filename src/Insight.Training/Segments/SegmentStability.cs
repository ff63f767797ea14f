// Hennig (2007), Cluster-wise assessment of cluster stability; von Luxburg (2010), Clustering stability: an overview.
using Insight.Training.Evaluation;

namespace Insight.Training.Segments;

/// <summary>
/// How far groups depend on which customers happened to be there: the whole fit is repeated on bootstrap resamples of the customers, all customers are put into the
/// groups of each refit, and each grouping is held against the original by <see cref="AdjustedRand"/>.
/// </summary>
/// <param name="Mean">Mean adjusted Rand index: 1 where every refit gives the same groups.</param>
/// <param name="Low">Its 5 % quantile over the resamples.</param>
internal readonly record struct SegmentStability(double Mean, double Low, int Resamples)
{
    public const int DefaultResamples = 20;

    /// <summary>Customers looked at; of more, a sample that is the same every time. Bounds the time, not the judgement: fewer customers are less stable.</summary>
    private const int MostRows = 5_000;

    /// <param name="assign">The groups that are judged.</param>
    /// <param name="refit">From a resample and the number of the draw to groups.</param>
    public static SegmentStability Of(
        IReadOnlyList<float[]> rows, Func<float[], int> assign, Func<IReadOnlyList<float[]>, int, Func<float[], int>> refit, int seed, CancellationToken cancellationToken,
        int resamples = DefaultResamples)
    {
        float[][] customers = [.. SegmentFit.Sample(rows.Count, seed, MostRows).Select(row => rows[row])];
        int[] original = [.. customers.Select(assign)];
        var random = new Random(seed);
        var agreements = new double[resamples];
        for (var draw = 0; draw < resamples; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var again = refit(random.GetItems(customers, customers.Length), draw);
            agreements[draw] = AdjustedRand.Index(original, [.. customers.Select(again)]);
        }

        Array.Sort(agreements);
        return new SegmentStability(agreements.Average(), Bootstrap.Quantile(agreements, 0.05), resamples);
    }
}

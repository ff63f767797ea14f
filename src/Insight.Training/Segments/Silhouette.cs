// Rousseeuw (1987), Silhouettes: a graphical aid to the interpretation and validation of cluster analysis.
namespace Insight.Training.Segments;

/// <summary>How much nearer rows are to their own group than to the next one: 1 is far apart, 0 is on the border, below 0 is in the wrong group.</summary>
internal static class Silhouette
{
    /// <summary>One value per row, from mean distances to every group. A row alone in its group has 0, and so have all when there is one group.</summary>
    public static double[] Of(IReadOnlyList<double[]> rows, IReadOnlyList<int> groups)
    {
        var count = groups.Max() + 1;
        var sizes = new int[count];
        foreach (var group in groups)
        {
            sizes[group]++;
        }

        var values = new double[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var sums = new double[count];
            for (var j = 0; j < values.Length; j++)
            {
                sums[groups[j]] += Math.Sqrt(KMeans.SquaredDistance(rows[i], rows[j]));
            }

            var own = groups[i];
            var others = Enumerable.Range(0, count).Where(k => k != own && sizes[k] > 0).Select(k => sums[k] / sizes[k]).ToArray();
            if (sizes[own] > 1 && others.Length > 0)
            {
                var (a, b) = (sums[own] / (sizes[own] - 1), others.Min());
                values[i] = Math.Max(a, b) > 0 ? (b - a) / Math.Max(a, b) : 0;
            }
        }

        return values;
    }
}

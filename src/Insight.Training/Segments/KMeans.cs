// Arthur & Vassilvitskii (2007), k-means++: The Advantages of Careful Seeding. Lloyd (1982), Least squares quantization in PCM.
namespace Insight.Training.Segments;

/// <summary>Seeded k-means with several restarts.</summary>
internal static class KMeans
{
    private const int Restarts = 8;
    private const int MostRounds = 100;

    /// <returns>The centroids of the restart with the least squared distances.</returns>
    /// <exception cref="ArgumentException">There are fewer rows than groups.</exception>
    public static double[][] Fit(IReadOnlyList<double[]> rows, int groups, int seed, CancellationToken cancellationToken)
    {
        if (rows.Count < groups)
        {
            throw new ArgumentException($"{rows.Count} rows do not make {groups} groups.", nameof(groups));
        }

        double[][]? best = null;
        var least = double.PositiveInfinity;
        for (var restart = 0; restart < Restarts; restart++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var centroids = Seed(rows, groups, new Random(HashCode(seed, groups, restart)));
            var spread = Refine(rows, centroids);
            if (spread < least)
            {
                (best, least) = (centroids, spread);
            }
        }

        return best!; // the spread of rows is finite
    }

    /// <summary>The nearest centroid, the first of equals.</summary>
    public static int Nearest(IReadOnlyList<double[]> centroids, ReadOnlySpan<double> row)
    {
        var nearest = 0;
        var least = double.PositiveInfinity;
        for (var k = 0; k < centroids.Count; k++)
        {
            var distance = SquaredDistance(centroids[k], row);
            if (distance < least)
            {
                (nearest, least) = (k, distance);
            }
        }

        return nearest;
    }

    public static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }

    private static int HashCode(int seed, int groups, int restart) => (((seed * 397) ^ groups) * 397) ^ restart;

    private static double[][] Seed(IReadOnlyList<double[]> rows, int groups, Random random)
    {
        var centroids = new List<double[]> { (double[])rows[random.Next(rows.Count)].Clone() };
        var distances = rows.Select(row => SquaredDistance(row, centroids[0])).ToArray();
        while (centroids.Count < groups)
        {
            var left = random.NextDouble() * distances.Sum();
            var at = 0;
            while (at < distances.Length - 1 && (left -= distances[at]) > 0)
            {
                at++;
            }

            var added = (double[])rows[at].Clone();
            centroids.Add(added);
            for (var i = 0; i < distances.Length; i++)
            {
                distances[i] = Math.Min(distances[i], SquaredDistance(rows[i], added));
            }
        }

        return [.. centroids];
    }

    /// <summary>Moves the centroids until no row changes its group.</summary>
    private static double Refine(IReadOnlyList<double[]> rows, double[][] centroids)
    {
        var groups = new int[rows.Count];
        Array.Fill(groups, -1);
        for (var round = 0; round < MostRounds; round++)
        {
            var changed = false;
            for (var i = 0; i < rows.Count; i++)
            {
                var nearest = Nearest(centroids, rows[i]);
                changed |= nearest != groups[i];
                groups[i] = nearest;
            }

            if (!changed)
            {
                break;
            }

            Recentre(rows, groups, centroids);
        }

        return Enumerable.Range(0, rows.Count).Sum(i => SquaredDistance(rows[i], centroids[groups[i]]));
    }

    /// <summary>To the mean of the group's rows; a group that lost all keeps its place.</summary>
    private static void Recentre(IReadOnlyList<double[]> rows, int[] groups, double[][] centroids)
    {
        double[][] sums = [.. centroids.Select(centroid => new double[centroid.Length])];
        var counts = new int[centroids.Length];
        for (var i = 0; i < rows.Count; i++)
        {
            var sum = sums[groups[i]];
            counts[groups[i]]++;
            for (var c = 0; c < sum.Length; c++)
            {
                sum[c] += rows[i][c];
            }
        }

        for (var k = 0; k < centroids.Length; k++)
        {
            if (counts[k] > 0)
            {
                centroids[k] = [.. sums[k].Select(value => value / counts[k])];
            }
        }
    }
}

using Insight.Training.Segments;

namespace Insight.Training.Tests.Segments;

public sealed class KMeansTests
{
    private static readonly double[][] Clouds = [.. Cloud(0, 0, 1), .. Cloud(10, 0, 2), .. Cloud(0, 10, 3)];

    private static IEnumerable<double[]> Cloud(double x, double y, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, 60).Select(_ => (double[])[x + random.NextDouble(), y + random.NextDouble()]).ToArray();
    }

    [Fact]
    public void Fit_FindsTheClouds()
    {
        var centroids = KMeans.Fit(Clouds, 3, seed: 1, CancellationToken.None);
        var groups = Clouds.Select(row => KMeans.Nearest(centroids, row)).ToArray();
        Assert.Equal(3, groups.Distinct().Count());
        Assert.Single(groups[..60].Distinct());
        Assert.Single(groups[60..120].Distinct());
        Assert.Single(groups[120..].Distinct());
    }

    [Fact]
    public void Fit_SameSeed_SameCentroids() => Assert.Equal(
        KMeans.Fit(Clouds, 5, seed: 1, CancellationToken.None).SelectMany(c => c), KMeans.Fit(Clouds, 5, seed: 1, CancellationToken.None).SelectMany(c => c));

    [Fact]
    public void Fit_TooFewRows_IsRefused() => Assert.Throws<ArgumentException>(() => KMeans.Fit(Clouds[..2], 3, 1, CancellationToken.None));

    [Fact]
    public void Silhouette_HandWorked()
    {
        // Own group: distance 1. Other group: mean of 9 and 10, and of 8 and 9.
        var values = Silhouette.Of([[0], [1], [9], [10]], [0, 0, 1, 1]);
        Assert.Equal((9.5 - 1) / 9.5, values[0], 1e-12);
        Assert.Equal((8.5 - 1) / 8.5, values[1], 1e-12);
    }

    [Fact]
    public void Silhouette_AloneOrAllTogether_IsZero()
    {
        Assert.Equal(0, Silhouette.Of([[0], [5], [6]], [0, 1, 1])[0]);
        Assert.All(Silhouette.Of([[0], [5], [6]], [0, 0, 0]), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Silhouette_RightNumberOfGroups_IsHighest()
    {
        double Mean(int groups)
        {
            var centroids = KMeans.Fit(Clouds, groups, 1, CancellationToken.None);
            return Silhouette.Of(Clouds, [.. Clouds.Select(row => KMeans.Nearest(centroids, row))]).Average();
        }

        Assert.True(Mean(3) > Mean(2) && Mean(3) > Mean(4));
    }
}

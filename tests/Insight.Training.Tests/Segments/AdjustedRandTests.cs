using Insight.Training.Segments;

namespace Insight.Training.Tests.Segments;

public sealed class AdjustedRandTests
{
    /// <summary>Pairs together in both, left, right of 6 (n = 4): the index is (both − left · right / 6) / ((left + right) / 2 − left · right / 6).</summary>
    [Theory]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 0, 1, 1 }, 1)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 7, 7, 3, 3 }, 1)]                // the numbers do not matter
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 0, 1, 2 }, 4.0 / 7)]          // 1, 2, 1: (1 − 1/3) / (3/2 − 1/3), as in scikit-learn's documentation
    [InlineData(new[] { 0, 0, 0, 0 }, new[] { 0, 1, 2, 3 }, 0)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 1, 0, 1 }, -0.5)]             // 0, 2, 2: (0 − 2/3) / (2 − 2/3)
    [InlineData(new[] { 0, 0, 0, 0 }, new[] { 5, 5, 5, 5 }, 1)]
    [InlineData(new[] { 0, 0, 0, 1, 1, 1 }, new[] { 0, 0, 1, 1, 2, 2 }, 8.0 / 33)] // n = 6, 15 pairs: 2, 6, 3: (2 − 6/5) / (9/2 − 6/5)
    public void Index_HandWorked(int[] left, int[] right, double expected)
    {
        Assert.Equal(expected, AdjustedRand.Index(left, right), 1e-12);
        Assert.Equal(expected, AdjustedRand.Index(right, left), 1e-12);
    }

    [Fact]
    public void Index_OfChance_IsAboutZero()
    {
        var random = new Random(5);
        int[] Draw() => [.. Enumerable.Range(0, 5_000).Select(_ => random.Next(4))];
        Assert.Equal(0, AdjustedRand.Index(Draw(), Draw()), 0.01);
    }

    [Fact]
    public void Index_DifferentCustomers_IsRefused() => Assert.Throws<ArgumentException>(() => AdjustedRand.Index([0, 1], [0, 1, 1]));
}

using Insight.Training.CustomerValue;

namespace Insight.Training.Tests.CustomerValue;

public sealed class ValueIntervalTests
{
    private static (double[] Predicted, double[] Actual) Draw(int count, int seed)
    {
        var random = new Random(seed);
        double[] predicted = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 500)];
        return (predicted, [.. predicted.Select(mean => -Math.Log(1 - random.NextDouble()) * mean)]);
    }

    [Fact]
    public void Fit_CoversFourFifthsOfNewOutcomes()
    {
        var (predicted, actual) = Draw(4_000, seed: 1);
        var interval = ValueInterval.Fit(predicted, actual);
        var (later, outcomes) = Draw(4_000, seed: 2);
        Assert.InRange(interval.Covers(later, outcomes).Average(), 0.77, 0.83);
    }

    /// <summary>The same customers seen twice tell nothing more, and a window of half the revenue is no other kind of customers: the interval stays what it is.</summary>
    [Theory]
    [InlineData(24)]
    [InlineData(2_000)]
    public void Fit_TheSameHoldoutTwice_AtAnyLevel_IsTheSame(int rows)
    {
        var (predicted, actual) = Draw(rows, seed: 5);
        var (once, twice) = (ValueInterval.Fit(predicted, actual), ValueInterval.Fit([(predicted, actual), ([.. predicted.Select(value => value * 2)], actual)]));
        foreach (var expected in new[] { 1.0, 40, 250, 480 })
        {
            Assert.Equal(1, twice.Low(expected) / once.Low(expected), 0.1);
            Assert.Equal(1, twice.High(expected) / once.High(expected), 0.05);
        }
    }

    [Fact]
    public void Fit_SeveralHoldouts_CoverFourFifthsOfNewOutcomes()
    {
        var interval = ValueInterval.Fit([Draw(500, seed: 1), Draw(500, seed: 2), Draw(500, seed: 3)]);
        var (later, outcomes) = Draw(4_000, seed: 4);
        Assert.InRange(interval.Covers(later, outcomes).Average(), 0.77, 0.83);
    }

    [Fact]
    public void LowExpectedHigh_AreInOrder_Everywhere()
    {
        var (predicted, actual) = Draw(400, seed: 3);
        foreach (var interval in new[] { ValueInterval.Fit(predicted, actual), ValueInterval.Exponential(predicted) })
        {
            for (double expected = 0; expected < 1e5; expected = (expected * 1.3) + 1)
            {
                Assert.InRange(interval.Low(expected), 0, expected);
                Assert.True(interval.High(expected) >= expected);
            }

            Assert.True(interval.High(1e6) > interval.High(1e5), "the interval goes on beyond what was seen");
        }
    }

    [Fact]
    public void Fit_FewRows_IsNotMeasured() => Assert.False(ValueInterval.Fit([1, 2, 3], [0, 1, 2]).IsMeasured);

    [Fact]
    public void Exponential_HoldsFourFifthsOfAnExponentialDistribution()
    {
        Assert.Equal(100 * Math.Log(5), ValueInterval.Exponential([100]).High(100), 0.01);
        Assert.Equal(0, ValueInterval.Exponential([100]).Low(100));
    }

    /// <summary>Half of the customers spend nothing: the interval begins at 0 and must not cover nine tenths.</summary>
    [Theory]
    [InlineData(12, 0.76, 0.85)]
    [InlineData(50, 0.77, 0.83)]
    [InlineData(2_000, 0.78, 0.82)]
    public void Fit_ManyWhoSpendNothing_CoversFourFifthsOnAverage(int rows, double least, double most)
    {
        var covered = Enumerable.Range(0, 300).Average(seed =>
        {
            var (predicted, actual) = Halved(rows, seed);
            var (later, outcomes) = Halved(200, seed + 1_000);
            return ValueInterval.Fit(predicted, actual).Covers(later, outcomes).Average();
        });
        Assert.InRange(covered, least, most);

        static (double[] Predicted, double[] Actual) Halved(int count, int seed)
        {
            var (predicted, actual) = Draw(count, seed);
            var random = new Random(~seed);
            return (predicted, [.. actual.Select(value => random.NextDouble() < 0.5 ? 0 : 2 * value)]);
        }
    }
}

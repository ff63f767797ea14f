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

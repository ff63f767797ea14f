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
        foreach (var interval in new[] { ValueInterval.Fit(predicted, actual), ValueInterval.Exponential })
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
    public void Exponential_HasItsQuantiles()
    {
        Assert.Equal(100 * Math.Log(10), ValueInterval.Exponential.High(100), 0.01);
        Assert.Equal(100 * -Math.Log(0.9), ValueInterval.Exponential.Low(100), 0.01);
    }
}

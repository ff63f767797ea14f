using Insight.Training.Evaluation;

namespace Insight.Training.Tests.Evaluation;

public sealed class BootstrapTests
{
    [Fact]
    public void Mean_IntervalHasTheWidthOfTheNormalOne()
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())];
        var mean = new Bootstrap(400, 2_000, seed: 1).Mean(values);

        // A uniform variable's mean of 400 has a standard error of .2887 / 20 = .0144.
        Assert.Equal(values.Average(), mean.Value, 1e-12);
        Assert.InRange(mean.High!.Value - mean.Low!.Value, 2 * 1.96 * 0.0144 * 0.9, 2 * 1.96 * 0.0144 * 1.1);
        Assert.InRange(mean.Value, mean.Low.Value, mean.High.Value);
    }

    [Fact]
    public void MeanDifference_IsPaired()
    {
        // Noise that both share does not blur a constant difference.
        var random = new Random(6);
        double[] a = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble() * 100)];
        var difference = new Bootstrap(200, 200, seed: 1).MeanDifference([.. a.Select(value => value + 1)], a);
        Assert.Equal(1, difference.Value, 1e-9);
        Assert.Equal(1, difference.Low!.Value, 1e-9);
        Assert.Equal(1, difference.High!.Value, 1e-9);
    }

    /// <summary>Standing at two cutoffs makes no customer two: the interval is as wide as with one row each.</summary>
    [Fact]
    public void RowsOfACustomer_AreDrawnTogether()
    {
        double[] values = [1, 5, 2, 8, 3];
        string[] customers = ["a", "b", "c", "d", "e"];
        Assert.Equal(new Bootstrap(5, 100, seed: 3).Mean(values), new Bootstrap([.. customers, .. customers], 100, seed: 3).Mean([.. values, .. values]));
    }

    [Fact]
    public void SameSeed_SameInterval()
    {
        double[] values = [1, 5, 2, 8, 3];
        Assert.Equal(new Bootstrap(5, 100, seed: 3).Mean(values), new Bootstrap(5, 100, seed: 3).Mean(values));
        Assert.NotEqual(new Bootstrap(5, 100, seed: 3).Mean(values), new Bootstrap(5, 100, seed: 4).Mean(values));
    }

    [Fact]
    public void Quantile_HandWorked()
    {
        Assert.Equal(2.5, Bootstrap.Quantile([1, 2, 3, 4], 0.5));
        Assert.Equal(1.3, Bootstrap.Quantile([1, 2, 3, 4], 0.1), 1e-12);
        Assert.Equal(4, Bootstrap.Quantile([1, 2, 3, 4], 1));
    }
}

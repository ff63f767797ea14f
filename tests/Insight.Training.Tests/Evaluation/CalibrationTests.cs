using Insight.Training.Evaluation;

namespace Insight.Training.Tests.Evaluation;

public sealed class CalibrationTests
{
    /// <summary>Of ten told .2 two buy, of ten told .8 eight.</summary>
    private static readonly bool[] Happened = [.. Enumerable.Range(0, 10).Select(i => i < 2), .. Enumerable.Range(0, 10).Select(i => i < 8)];

    [Fact]
    public void FrequenciesThemselves_AreCalibrated()
    {
        var found = Calibration.Of(Told(0.2, 0.8), Happened);
        Assert.Equal(1, found.Slope, 1e-9);
        Assert.Equal(0, found.Intercept, 1e-9);
    }

    /// <summary>Log-odds twice as far out as they should be: 1/17 and 16/17 instead of 1/5 and 4/5.</summary>
    [Fact]
    public void TooExtreme_HasHalfTheSlope() => Assert.Equal(0.5, Calibration.Of(Told(1 / 17.0, 16 / 17.0), Happened).Slope, 1e-9);

    /// <summary>A constant rate tells most customers nearly 0 and some nearly 1.</summary>
    [Fact]
    public void FarTooExtreme_IsFoundToo()
    {
        double odds = Math.Log(4), slope = odds / Math.Log(0.9999 / 0.0001);
        Assert.Equal(slope, Calibration.Of(Told(0.0001, 0.9999), Happened).Slope, 1e-9);
    }

    [Fact]
    public void Counts_AreRepetitions()
    {
        double[] told = [0.2, 0.2, 0.8, 0.8];
        Assert.Equal(1, Calibration.Of(told, [true, false, true, false], [2, 8, 8, 2]).Slope, 1e-9);
    }

    [Fact]
    public void OnePrediction_HasNoSlope() => Assert.True(double.IsNaN(Calibration.Of(Told(0.5, 0.5), Happened).Slope));

    private static double[] Told(double first, double second) => [.. Enumerable.Repeat(first, 10), .. Enumerable.Repeat(second, 10)];
}

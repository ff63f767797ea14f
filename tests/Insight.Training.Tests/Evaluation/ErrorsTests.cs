using Insight.Training.Evaluation;

namespace Insight.Training.Tests.Evaluation;

public sealed class ErrorsTests
{
    [Fact]
    public void LogLossAndBrier_HandWorked()
    {
        Assert.Equal([-Math.Log(0.8), -Math.Log(0.7)], Errors.LogLoss([0.8, 0.3], [true, false]));
        Assert.Equal([0.04, 0.09], Errors.Brier([0.8, 0.3], [true, false]), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void LogLoss_CertainAndWrong_IsFinite() => Assert.True(double.IsFinite(Errors.LogLoss([0], [true])[0]));

    [Fact]
    public void AbsoluteSquaredBias_HandWorked()
    {
        Assert.Equal([1, 2], Errors.Absolute([2, 3], [1, 5]));
        Assert.Equal([1, 4], Errors.Squared([2, 3], [1, 5]));
        Assert.Equal((5 / 6.0) - 1, Errors.Bias([2, 3], [1, 5]), 1e-12);
        Assert.True(double.IsNaN(Errors.Bias([2], [0])));
    }

    [Fact]
    public void PoissonDeviance_HandWorked()
    {
        var losses = Errors.PoissonDeviance([2, 2, 3], [0, 4, 3]);
        Assert.Equal(4, losses[0], 1e-12);
        Assert.Equal(2 * ((4 * Math.Log(2)) - 2), losses[1], 1e-12);
        Assert.Equal(0, losses[2], 1e-12);
        Assert.Equal(Errors.PoissonDeviance([5], [7])[0], Errors.PoissonDeviance([0], [7], floor: 5)[0]);
    }
}

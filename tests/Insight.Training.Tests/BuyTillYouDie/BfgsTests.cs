using Insight.Training.BuyTillYouDie;

namespace Insight.Training.Tests.BuyTillYouDie;

public sealed class BfgsTests
{
    [Fact]
    public void Minimise_Rosenbrock_FindsTheValleysEnd()
    {
        var (point, value, converged, iterations) = Bfgs.Minimise(Rosenbrock, [-1.2, 1], 1e-8, 200, CancellationToken.None);
        Assert.True(converged);
        Assert.InRange(iterations, 5, 100);
        Assert.Equal(1, point[0], 1e-6);
        Assert.Equal(1, point[1], 1e-6);
        Assert.Equal(0, value, 1e-12);
    }

    [Fact]
    public void Minimise_WithoutMinimum_SaysSo()
    {
        static double Falling(ReadOnlySpan<double> x, Span<double> g)
        {
            g[0] = -1;
            return x[0] > 10 ? double.PositiveInfinity : -x[0];
        }

        var (point, _, converged, _) = Bfgs.Minimise(Falling, [0], 1e-8, 200, CancellationToken.None);
        Assert.False(converged);
        Assert.InRange(point[0], 9, 10);
    }

    [Fact]
    public void Minimise_Cancelled_Throws() =>
        Assert.Throws<OperationCanceledException>(() => Bfgs.Minimise(Rosenbrock, [-1.2, 1], 1e-8, 200, new CancellationToken(canceled: true)));

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> g)
    {
        double valley = x[1] - (x[0] * x[0]), along = 1 - x[0];
        g[0] = (-400 * x[0] * valley) - (2 * along);
        g[1] = 200 * valley;
        return (100 * valley * valley) + (along * along);
    }
}

using Insight.Training.BuyTillYouDie;

namespace Insight.Training.Tests.BuyTillYouDie;

public sealed class GammaFunctionsTests
{
    private const double EulerMascheroni = 0.57721566490153286;

    [Fact]
    public void LogGamma_KnownValues()
    {
        Assert.Equal(Math.Log(Math.Sqrt(Math.PI)), GammaFunctions.LogGamma(0.5), 1e-14);
        Assert.Equal(0, GammaFunctions.LogGamma(1), 1e-14);
        Assert.Equal(Math.Log(362880), GammaFunctions.LogGamma(10), 1e-13);
        Assert.Equal(Math.Log(1e8), GammaFunctions.LogGamma(1e-8), 1e-7);
    }

    [Fact]
    public void Digamma_KnownValues()
    {
        Assert.Equal(-EulerMascheroni, GammaFunctions.Digamma(1), 1e-14);
        Assert.Equal(-EulerMascheroni - (2 * Math.Log(2)), GammaFunctions.Digamma(0.5), 1e-14);
        Assert.Equal(1 - EulerMascheroni, GammaFunctions.Digamma(2), 1e-14);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(0.7)]
    [InlineData(11.99)]
    [InlineData(12.01)]
    [InlineData(4000)]
    public void Both_FollowTheirRecurrences(double z)
    {
        Assert.Equal(Math.Log(z), GammaFunctions.LogGamma(z + 1) - GammaFunctions.LogGamma(z), 1e-11);
        Assert.Equal(1 / z, GammaFunctions.Digamma(z + 1) - GammaFunctions.Digamma(z), 1e-11);
    }
}

using Insight.Training.BuyTillYouDie;

namespace Insight.Training.Tests.BuyTillYouDie;

public sealed class GammaGammaTests
{
    [Fact]
    public void ExpectedMonetaryValue_IsDrawnFromTheShopsMeanTowardsTheCustomers()
    {
        var model = new GammaGamma(6.25, 3.74, 15.44);
        double shop = 6.25 * 15.44 / 2.74;
        Assert.Equal(shop, model.ExpectedMonetaryValue(0, double.NaN), 1e-9);
        Assert.Equal((2.74 / (6.25 + 2.74) * shop) + (6.25 / (6.25 + 2.74) * 90), model.ExpectedMonetaryValue(1, 90), 1e-9);
        Assert.Equal(90, model.ExpectedMonetaryValue(1e6, 90), 1e-3);
    }

    [Fact]
    public void Fit_SimulatedSpenders_RecoversWhatWasPlanted()
    {
        var planted = new GammaGamma(4, 5, 60);
        FitResult<GammaGamma> fit = GammaGamma.Fit(Simulator.Spenders(planted, 20_000, seed: 3));
        Assert.True(fit.Converged);
        Assert.Equal(1, fit.Model.P / planted.P, 0.05);
        Assert.Equal(1, fit.Model.Q / planted.Q, 0.07);
        Assert.Equal(1, fit.Model.V / planted.V, 0.1);
    }

    [Fact]
    public void Fit_OtherCurrency_OnlyScalesV()
    {
        IReadOnlyList<SpenderSummary> some = Simulator.Spenders(new GammaGamma(4, 5, 60), 500, seed: 8);
        GammaGamma plain = GammaGamma.Fit(some).Model;
        GammaGamma rupiah = GammaGamma.Fit([.. some.Select(s => s with { MeanValue = s.MeanValue * 1e9 })]).Model;
        Assert.Equal(1e9, rupiah.V / plain.V, 1e5);
        Assert.Equal(plain.Q, rupiah.Q, 1e-4);
    }

    [Fact]
    public void Fit_HandfulOfSpenders_WeakPriorKeepsParametersModerate()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            FitResult<GammaGamma> fit = GammaGamma.Fit(Simulator.Spenders(new GammaGamma(4, 5, 60), 3, seed), FitOptions.WeakPrior);
            Assert.True(fit.Converged);
            Assert.InRange(fit.Model.P, 1e-2, 1e3);
            Assert.InRange(fit.Model.Q, 1, 1e3);
        }

        Assert.True(GammaGamma.Fit([new(1, 20), new(2, 20)], FitOptions.WeakPrior).Converged);
    }

    [Fact]
    public void Fit_BadInput_IsNamed()
    {
        Assert.Throws<ArgumentException>(() => GammaGamma.Fit([new(0, 0)]));
        Assert.Contains("-3", Assert.Throws<ArgumentException>(() => GammaGamma.Fit([new(1, -3)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GammaGamma(1, 1, 1));
    }
}

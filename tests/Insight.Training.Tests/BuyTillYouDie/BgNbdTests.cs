using Insight.Training.BuyTillYouDie;

namespace Insight.Training.Tests.BuyTillYouDie;

public sealed class BgNbdTests
{
    private static readonly BgNbd Published = new(0.243, 4.414, 0.793, 2.426);

    [Fact]
    public void ExpectedPurchases_EqualsTheIntegralItStandsFor()
    {
        var random = new Random(5);
        for (int i = 0; i < 300; i++)
        {
            var model = new BgNbd(Between(random, 0.05, 8), Between(random, 0.5, 50), i % 5 == 0 ? 1 + (1e-4 * i) : Between(random, 0.1, 12), Between(random, 0.1, 30));
            double T = Between(random, 0.1, 100), x = random.Next(30), tx = x > 0 ? T * random.NextDouble() : 0, t = Between(random, 0.1, 60);
            double expected = model.PAlive(x, tx, T) * Integral(model, t, x, T);
            Assert.Equal(1, model.ExpectedPurchases(t, x, tx, T) / expected, 1e-9);
        }
    }

    [Fact]
    public void ExpectedPurchases_AtAEqualOne_JoinsItsNeighbours()
    {
        double At(double a) => new BgNbd(0.5, 6, a, 3).ExpectedPurchases(26, 4, 20, 30);
        Assert.Equal(At(1 - 1e-7), At(1), 1e-7);
        Assert.Equal(At(1 + 1e-7), At(1), 1e-7);
        Assert.NotEqual(At(1.1), At(1), 1e-3);
    }

    [Fact]
    public void ExpectedPurchases_ExtremeParameters_StayFinite()
    {
        Assert.Equal(0.25 * 10 / 50, new BgNbd(0.25, 20, 1e-8, 1e4).ExpectedPurchases(10, 0, 0, 30), 1e-6);
        double hopeless = new BgNbd(2, 3, 800, 900).ExpectedPurchases(52, 12, 10, 30);
        Assert.InRange(hopeless, 0, 1e-3);
        Assert.InRange(new BgNbd(0.243, 4.414, 0.793, 2.426).ExpectedPurchases(39, 300, 1, 1000), 0, 1e-6);
    }

    [Fact]
    public void Probabilities_AreProbabilities_AndFollowTheFormula()
    {
        Assert.Equal(1, Published.PAlive(0, 0, 38.86));
        double alive = 1 / (1 + (0.793 / (2.426 + 2 - 1) * Math.Pow((4.414 + 38.86) / (4.414 + 30.43), 0.243 + 2)));
        Assert.Equal(alive, Published.PAlive(2, 30.43, 38.86), 1e-12);
        Assert.Equal(alive * (1 - Math.Pow((4.414 + 38.86) / (4.414 + 38.86 + 39), 2.243)), Published.ProbabilityOfPurchase(39, 2, 30.43, 38.86), 1e-12);
        Assert.Equal(0, Published.ExpectedPurchases(0, 2, 30.43, 38.86));
        Assert.Equal(0, Published.ProbabilityOfPurchase(0, 2, 30.43, 38.86));
    }

    [Fact]
    public void Likelihood_Gradient_EqualsDifferences()
    {
        var data = new BgNbdLikelihood(Simulator.Buyers(new BgNbd(0.8, 5, 1.2, 3), 200, 52, seed: 4));
        double[] at = [0.6, 4, 1.1, 2.5], gradient = new double[4], ignored = new double[4];
        data.Mean(at, gradient);
        for (int i = 0; i < 4; i++)
        {
            double[] up = [.. at], down = [.. at];
            up[i] += 1e-5;
            down[i] -= 1e-5;
            Assert.Equal((data.Mean(up, ignored) - data.Mean(down, ignored)) / 2e-5, gradient[i], 1e-8);
        }
    }

    [Fact]
    public void Fit_SimulatedCustomers_RecoversWhatWasPlanted()
    {
        var planted = new BgNbd(0.6, 8, 1.1, 3.5);
        FitResult<BgNbd> fit = BgNbd.Fit(Simulator.Buyers(planted, 20_000, 78, seed: 12));

        Assert.True(fit.Converged);
        Assert.Equal(1, fit.Model.R / planted.R, 0.06);
        Assert.Equal(1, fit.Model.Alpha / planted.Alpha, 0.08);
        Assert.Equal(planted.A / (planted.A + planted.B), fit.Model.A / (fit.Model.A + fit.Model.B), 0.02);
        Assert.Equal(1, fit.Model.A / planted.A, 0.25);
    }

    [Fact]
    public void Fit_Weights_CountAsCopies_AndUnitsOnlyScaleAlpha()
    {
        IReadOnlyList<BuyerSummary> some = Simulator.Buyers(new BgNbd(0.8, 5, 1.2, 3), 400, 52, seed: 9);
        BgNbd plain = BgNbd.Fit([.. some, .. some]).Model;
        BgNbd weighted = BgNbd.Fit([.. some.Select(c => c with { Weight = 2 })]).Model;
        BgNbd days = BgNbd.Fit([.. some.Select(c => c with { Recency = c.Recency * 7, T = c.T * 7 })]).Model;
        Assert.Equal(1, weighted.R / plain.R, 1e-4);
        Assert.Equal(1, weighted.B / plain.B, 1e-3);
        Assert.Equal(7, days.Alpha / plain.Alpha, 1e-3);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(30)]
    public void Fit_HandfulOfCustomers_WeakPriorKeepsParametersModerate(int customers)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            IReadOnlyList<BuyerSummary> data = Simulator.Buyers(new BgNbd(0.3, 4, 0.8, 2.4), customers, 39, seed);
            FitResult<BgNbd> fit = BgNbd.Fit(data, FitOptions.WeakPrior);
            Assert.True(fit.Converged);
            Assert.All([fit.Model.R, fit.Model.Alpha, fit.Model.A, fit.Model.B], p => Assert.InRange(p, 1e-3, 1e4));
            BgNbd free = BgNbd.Fit(data).Model;
            Assert.All(data, c => Assert.True(double.IsFinite(free.ExpectedPurchases(13, c.Frequency, c.Recency, c.T))));
        }
    }

    [Fact]
    public void Fit_ContradictoryCustomers_AreNamed()
    {
        BuyerSummary good = new(2, 5, 10);
        Assert.Contains("Customer 1", Assert.Throws<ArgumentException>(() => BgNbd.Fit([good, new(2, 11, 10)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => BgNbd.Fit([good, new(2, 0, 10)]));
        Assert.Throws<ArgumentException>(() => BgNbd.Fit([good, new(0.5, 1, 10)]));
        Assert.Throws<ArgumentException>(() => BgNbd.Fit([good, new(0, 0, double.NaN)]));
        Assert.Throws<ArgumentException>(() => BgNbd.Fit([]));
        Assert.Throws<ArgumentException>(() => BgNbd.Fit([new(0, 0, 0)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BgNbd(0, 1, 1, 1));
    }

    // Given λ and p, the expected purchases of a living customer are (1 − e^{−λpt})/p. λ averages out in closed form; p ~ Beta(a, b + x) is integrated
    // by the trapezoid rule after p = 1/(1 + e^{−v}), where it converges exponentially.
    private static double Integral(BgNbd m, double t, double x, double T)
    {
        double sum = 0, norm = 0;
        for (double v = -400; v <= 400; v += 0.05)
        {
            double logP = -Softplus(-v), p = Math.Exp(logP), u = p * t / (m.Alpha + T);
            double weight = Math.Exp((m.A * logP) - ((m.B + x) * Softplus(v)));
            double log1p = u < 1e-4 ? u * (1 - (u / 2) + (u * u / 3)) : Math.Log(1 + u);
            sum += weight * -Expm1(-(m.R + x) * log1p) / p;
            norm += weight;
        }

        return sum / norm;
    }

    private static double Softplus(double v) => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v)));

    private static double Expm1(double y) => 2 * Math.Exp(y / 2) * Math.Sinh(y / 2);

    private static double Between(Random random, double low, double high) => low * Math.Pow(high / low, random.NextDouble());
}

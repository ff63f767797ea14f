using Insight.Training.BuyTillYouDie;

namespace Insight.Training.Tests.BuyTillYouDie;

/// <summary>Published numbers on published data: Fader, Hardie and Lee (2005); Fader and Hardie (2013).</summary>
public sealed class CdnowTests
{
    [SkippableFact]
    public void BgNbd_Fit_GivesThePublishedParameters()
    {
        FitResult<BgNbd> fit = BgNbd.Fit(Cdnow.Read().Buyers);

        Assert.True(fit.Converged);
        Assert.Equal(0.243, fit.Model.R, 3);
        Assert.Equal(4.414, fit.Model.Alpha, 3);
        Assert.Equal(0.793, fit.Model.A, 3);
        Assert.Equal(2.426, fit.Model.B, 3);
        Assert.Equal(-9582.4, fit.LogLikelihood, 0.1);
        Assert.Equal(1.226, fit.Model.ExpectedPurchases(39, 2, 30.43, 38.86), 3);
    }

    [SkippableFact]
    public void GammaGamma_Fit_GivesThePublishedParameters()
    {
        Cdnow data = Cdnow.Read();
        Assert.Equal(946, data.Spenders.Count(s => s.Frequency > 0));

        FitResult<GammaGamma> fit = GammaGamma.Fit(data.Spenders);

        Assert.True(fit.Converged);
        Assert.Equal(6.25, fit.Model.P, 2);
        Assert.Equal(3.74, fit.Model.Q, 2);
        Assert.Equal(15.44, fit.Model.V, 2);
    }

    [SkippableFact]
    public void BgNbd_Holdout_IsAsGoodAsPublished_AndBeatsTheConstantRate()
    {
        Cdnow data = Cdnow.Read();
        BgNbd model = BgNbd.Fit(data.Buyers).Model;
        Assert.Equal(2357, data.Buyers.Count);
        Assert.Equal(1882, data.Later.Sum());

        double[] predicted = [.. data.Buyers.Select(c => model.ExpectedPurchases(Cdnow.Holdout, c.Frequency, c.Recency, c.T))];
        double[] constant = [.. data.Buyers.Select(c => c.Frequency / c.T * Cdnow.Holdout)];

        Assert.Equal(1653, predicted.Sum(), 1.0);
        double mae = Mae(predicted, data.Later);
        Assert.True(mae <= 0.786, $"MAE {mae}");
        Assert.Equal(1.024, Mae(constant, data.Later), 0.001);
    }

    private static double Mae(double[] predicted, IReadOnlyList<int> actual) => predicted.Zip(actual, (p, a) => Math.Abs(p - a)).Average();
}

namespace Insight.Training.BuyTillYouDie;

/// <summary>The likelihood of customers under BG/NBD, arranged so that what depends on x alone is computed once for each x.</summary>
/// <exception cref="ArgumentException">A customer's numbers contradict each other, or nobody was observed for any time.</exception>
internal sealed class BgNbdLikelihood(IReadOnlyList<BuyerSummary> customers) : BuyerPopulation(customers)
{
    public BgNbdLikelihood InUnitsOf(double unit) => new(Scaled(unit));

    /// <summary>Log-likelihood per customer at (r, α, a, b), and its derivatives.</summary>
    public double Mean(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        double r = parameters[0], alpha = parameters[1], a = parameters[2], b = parameters[3];
        double total = 0, dr = 0, dAlpha = 0, da = 0, db = 0;
        double logA = Math.Log(a), logAlpha = Math.Log(alpha);
        double atZero = GammaFunctions.LogGamma(a + b) - GammaFunctions.LogGamma(b) - GammaFunctions.LogGamma(r) + (r * logAlpha);
        double digammaR = GammaFunctions.Digamma(r), digammaB = GammaFunctions.Digamma(b), digammaAB = GammaFunctions.Digamma(a + b);
        for (int start = 0, end; start < Customers.Length; start = end)
        {
            double x = Customers[start].Frequency, weight = 0;
            double logDropout = x > 0 ? logA - Math.Log(b + x - 1) : double.NegativeInfinity;
            for (end = start; end < Customers.Length && Customers[end].Frequency == x; end++)
            {
                BuyerSummary c = Customers[end];
                double logStay = -(r + x) * Math.Log(alpha + c.T);
                double logLeft = logDropout - ((r + x) * Math.Log(alpha + c.Recency));
                double high = Math.Max(logStay, logLeft);
                double sum = high + Math.Log(Math.Exp(logStay - high) + Math.Exp(logLeft - high));
                double left = Math.Exp(logLeft - sum), stay = 1 - left;

                weight += c.Weight;
                total += c.Weight * sum;
                dr -= c.Weight * ((stay * Math.Log(alpha + c.T)) + (left * Math.Log(alpha + c.Recency)));
                dAlpha -= c.Weight * (r + x) * ((stay / (alpha + c.T)) + (left / (alpha + c.Recency)));
                da += c.Weight * left / a;
                db -= x > 0 ? c.Weight * left / (b + x - 1) : 0;
            }

            double digammaABX = GammaFunctions.Digamma(a + b + x);
            total += weight * (atZero + GammaFunctions.LogGamma(r + x) + GammaFunctions.LogGamma(b + x) - GammaFunctions.LogGamma(a + b + x));
            dr += weight * (GammaFunctions.Digamma(r + x) - digammaR + logAlpha);
            dAlpha += weight * r / alpha;
            da += weight * (digammaAB - digammaABX);
            db += weight * (digammaAB + GammaFunctions.Digamma(b + x) - digammaB - digammaABX);
        }

        gradient[0] = dr / Weight;
        gradient[1] = dAlpha / Weight;
        gradient[2] = da / Weight;
        gradient[3] = db / Weight;
        return total / Weight;
    }
}

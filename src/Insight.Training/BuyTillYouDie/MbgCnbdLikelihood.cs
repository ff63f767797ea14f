namespace Insight.Training.BuyTillYouDie;

/// <summary>The likelihood of customers under MBG/CNBD-k for one k, arranged so that what depends on x alone is computed once for each x.</summary>
/// <exception cref="ArgumentException">A customer's numbers contradict each other, or nobody was observed for any time.</exception>
internal sealed class MbgCnbdLikelihood(IReadOnlyList<BuyerSummary> customers, int k) : BuyerPopulation(customers)
{
    public MbgCnbdLikelihood InUnitsOf(double unit) => new(Scaled(unit), k);

    /// <summary>Log-likelihood per customer at (r, α, a, b), and its derivatives.</summary>
    /// <remarks>
    /// With m = r + kx and u = T − t_x: Γ(m)/Γ(r) · αʳ · [B(a, b+x+1)/B(a, b) · (α+T)⁻ᵐ Σⱼ (m)ⱼ/j! (u/(α+T))ʲ + B(a+1, b+x)/B(a, b) · (α+t_x)⁻ᵐ]: still active, or gone
    /// after the last purchase.
    /// </remarks>
    public double Mean(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        double r = parameters[0], alpha = parameters[1], a = parameters[2], b = parameters[3];
        double total = 0, dr = 0, dAlpha = 0, da = 0, db = 0;
        double atZero = GammaFunctions.LogGamma(a + b) - GammaFunctions.LogGamma(b) - GammaFunctions.LogGamma(r) + (r * Math.Log(alpha));
        double digammaR = GammaFunctions.Digamma(r), digammaB = GammaFunctions.Digamma(b), digammaAB = GammaFunctions.Digamma(a + b);
        for (int start = 0, end; start < Customers.Length; start = end)
        {
            double x = Customers[start].Frequency, m = r + (k * x), weight = 0;
            for (end = start; end < Customers.Length && Customers[end].Frequency == x; end++)
            {
                BuyerSummary c = Customers[end];
                var (phases, byShape, byAlpha) = Phases(m, (c.T - c.Recency) / (alpha + c.T), alpha + c.T);
                double logStay = Math.Log(b + x) + Math.Log(phases) - (m * Math.Log(alpha + c.T));
                double logLeft = Math.Log(a) - (m * Math.Log(alpha + c.Recency));
                double high = Math.Max(logStay, logLeft);
                double sum = high + Math.Log(Math.Exp(logStay - high) + Math.Exp(logLeft - high));
                double left = Math.Exp(logLeft - sum), stay = 1 - left;

                weight += c.Weight;
                total += c.Weight * sum;
                dr += c.Weight * ((stay * ((byShape / phases) - Math.Log(alpha + c.T))) - (left * Math.Log(alpha + c.Recency)));
                dAlpha += c.Weight * ((stay * ((byAlpha / phases) - (m / (alpha + c.T)))) - (left * m / (alpha + c.Recency)));
                da += c.Weight * left / a;
                db += c.Weight * stay / (b + x);
            }

            // What both have in common: Γ(b+x)/Γ(a+b+x+1), with a and b+x taken out above.
            double digammaABX = GammaFunctions.Digamma(a + b + x + 1);
            total += weight * (atZero + GammaFunctions.LogGamma(m) + GammaFunctions.LogGamma(b + x) - GammaFunctions.LogGamma(a + b + x + 1));
            dr += weight * (GammaFunctions.Digamma(m) - digammaR + Math.Log(alpha));
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

    /// <summary>Σⱼ (m)ⱼ/j! sʲ with s = u/(α+T), and its derivatives by m and by α.</summary>
    private (double Sum, double ByShape, double ByAlpha) Phases(double m, double share, double alphaT)
    {
        double term = 1, sum = 1, harmonic = 0, byShape = 0, byAlpha = 0;
        for (int j = 1; j < k; j++)
        {
            harmonic += 1 / (m + j - 1);
            term *= (m + j - 1) / j * share;
            sum += term;
            byShape += term * harmonic;
            byAlpha -= term * j / alphaT;
        }

        return (sum, byShape, byAlpha);
    }
}

// Fader, Hardie (2013), The Gamma-Gamma Model of Monetary Value. http://www.brucehardie.com/notes/025/
// A customer's transactions vary as Gamma(p, ν) around a mean that varies between customers with ν ~ Gamma(q, v); v is the paper's γ.
namespace Insight.Training.BuyTillYouDie;

/// <summary>The Gamma-Gamma model: what a customer's purchases are worth on average, drawn towards the shop's mean while few were seen.</summary>
internal sealed record GammaGamma
{
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite, or q is at most 1, where the mean over customers does not exist.</exception>
    public GammaGamma(double p, double q, double v)
    {
        P = Above(0, p, nameof(p));
        Q = Above(1, q, nameof(q));
        V = Above(0, v, nameof(v));
    }

    public double P { get; }

    public double Q { get; }

    /// <summary>In the currency of the data.</summary>
    public double V { get; }

    /// <summary>Fits the parameters by maximum likelihood on the customers with x ≥ 1; q is kept above 1.</summary>
    /// <exception cref="ArgumentException">No customer has x ≥ 1, or one of them has a mean that is not positive.</exception>
    public static FitResult<GammaGamma> Fit(IReadOnlyList<SpenderSummary> customers, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        SpenderSummary[] repeat = Repeaters(customers);
        double weight = repeat.Sum(c => c.Weight);
        if (!(weight > 0))
        {
            throw new ArgumentException($"Of {customers.Count} customers none bought again; Gamma-Gamma needs repeat purchases.", nameof(customers));
        }

        // In units of the mean the parameters are of moderate size in any currency.
        double unit = repeat.Sum(c => c.Weight * c.MeanValue) / weight;
        SpenderSummary[] scaled = Array.ConvertAll(repeat, c => c with { MeanValue = c.MeanValue / unit });
        double Likelihood(ReadOnlySpan<double> at, Span<double> gradient) => Mean(scaled, weight, at[0], 1 + at[1], at[2], gradient);

        var (p, converged, iterations) = LogParameterFit.Maximise(Likelihood, [2, 2, 1], weight, options ?? new FitOptions(), cancellationToken);
        var model = new GammaGamma(p[0], 1 + p[1], p[2] * unit);
        return new FitResult<GammaGamma>(model, model.LogLikelihood(customers), converged, iterations);
    }

    /// <summary>The logarithm of equation (1a), summed over the customers with x ≥ 1.</summary>
    public double LogLikelihood(IReadOnlyList<SpenderSummary> customers)
    {
        SpenderSummary[] repeat = Repeaters(customers);
        double weight = repeat.Sum(c => c.Weight);
        return weight > 0 ? weight * Mean(repeat, weight, P, Q, V, stackalloc double[3]) : 0;
    }

    /// <summary>The expected value of a purchase given x purchases of mean <paramref name="mean"/>: equation (5). With x = 0 the mean over customers.</summary>
    public double ExpectedMonetaryValue(double x, double mean) => P * (V + (x > 0 ? x * mean : 0)) / ((P * x) + Q - 1);

    private static SpenderSummary[] Repeaters(IReadOnlyList<SpenderSummary> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        SpenderSummary[] repeat = [.. customers.Where(c => c.Frequency > 0 && c.Weight > 0)];
        foreach (SpenderSummary c in repeat)
        {
            if (!(c.MeanValue > 0 && double.IsFinite(c.MeanValue) && double.IsFinite(c.Frequency) && double.IsFinite(c.Weight)))
            {
                throw new ArgumentException($"A customer is {c}; expected finite numbers and a mean value above 0.", nameof(customers));
            }
        }

        return repeat;
    }

    private static double Mean(SpenderSummary[] customers, double weight, double p, double q, double v, Span<double> gradient)
    {
        double total = 0, dp = 0, dq = 0, dv = 0;
        double logGammaQ = GammaFunctions.LogGamma(q), digammaQ = GammaFunctions.Digamma(q), logV = Math.Log(v);
        foreach (SpenderSummary c in customers)
        {
            double x = c.Frequency, z = c.MeanValue, px = p * x;
            double logZ = Math.Log(z), logX = Math.Log(x), logSum = Math.Log(v + (x * z)), digammaSum = GammaFunctions.Digamma(px + q);
            total += c.Weight * (GammaFunctions.LogGamma(px + q) - GammaFunctions.LogGamma(px) - logGammaQ
                + (q * logV) + ((px - 1) * logZ) + (px * logX) - ((px + q) * logSum));
            dp += c.Weight * x * (digammaSum - GammaFunctions.Digamma(px) + logZ + logX - logSum);
            dq += c.Weight * (digammaSum - digammaQ + logV - logSum);
            dv += c.Weight * ((q / v) - ((px + q) / (v + (x * z))));
        }

        gradient[0] = dp / weight;
        gradient[1] = dq / weight;
        gradient[2] = dv / weight;
        return total / weight;
    }

    private static double Above(double bound, double value, string name) => value > bound && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"This parameter of Gamma-Gamma is finite and above {bound}.");
}

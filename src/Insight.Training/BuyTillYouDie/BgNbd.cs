// Fader, Hardie, Lee (2005), "Counting Your Customers" the Easy Way: An Alternative to the Pareto/NBD Model. Marketing Science 24(2), 275-284.
// While alive a customer buys at a Poisson rate λ ~ Gamma(r, α); after each purchase the customer leaves with probability p ~ Beta(a, b).
namespace Insight.Training.BuyTillYouDie;

/// <summary>The BG/NBD model: whether a customer is still active and how often they will buy.</summary>
/// <remarks>The letters are the paper's; times are in the unit of the data that the model was fitted on.</remarks>
internal sealed record BgNbd
{
    /// <summary>Beyond this many terms z is so close to 1 (the horizon so long beside α + T) that the series is no way to compute.</summary>
    private const int MaxTerms = 1_000_000;

    private const double SeriesPrecision = 1e-15;

    /// <summary>Below this |y| the first terms of (e^y − 1)/y are more exact than its definition.</summary>
    internal const double SmallExponent = 0.01;

    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite.</exception>
    public BgNbd(double r, double alpha, double a, double b)
    {
        R = Positive(r, nameof(r));
        Alpha = Positive(alpha, nameof(alpha));
        A = Positive(a, nameof(a));
        B = Positive(b, nameof(b));
    }

    public double R { get; }

    public double Alpha { get; }

    public double A { get; }

    public double B { get; }

    /// <summary>Fits the parameters by maximum likelihood.</summary>
    /// <exception cref="ArgumentException">A customer's numbers contradict each other, or nobody was observed for any time.</exception>
    public static FitResult<BgNbd> Fit(IReadOnlyList<BuyerSummary> customers, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        var data = new BgNbdLikelihood(customers);

        // In units of the mean T the parameters are of moderate size whatever the unit of the data.
        double unit = data.MeanT;
        BgNbdLikelihood scaled = data.InUnitsOf(unit);
        double rate = Math.Max(data.MeanFrequency, 0.5 / data.Weight);
        var (p, converged, iterations) = LogParameterFit.Maximise(
            scaled.Mean, [0.5, 0.5 / rate, 1, 3], data.Weight, options ?? new FitOptions(), cancellationToken);
        var model = new BgNbd(p[0], p[1] * unit, p[2], p[3]);
        return new FitResult<BgNbd>(model, model.LogLikelihood(customers), converged, iterations);
    }

    /// <summary>The logarithm of equation (6), summed over customers.</summary>
    public double LogLikelihood(IReadOnlyList<BuyerSummary> customers)
    {
        var data = new BgNbdLikelihood(customers);
        return data.Weight * data.Mean([R, Alpha, A, B], stackalloc double[4]);
    }

    /// <summary>The probability that the customer is still active at T.</summary>
    public double PAlive(double x, double tx, double T) => 1 / DropoutOdds(x, tx, T);

    /// <summary>The expected number of purchases in (T, T + t]: equation (10).</summary>
    /// <remarks>
    /// The paper's 2F1(r+x, b+x; a+b+x−1; z) grows without bound as z → 1. Euler's transformation gives (1−z)^B · 2F1(A, B; C; z) with A = a+b−1−r, B = a−1,
    /// C = a+b+x−1, and taking out its first term removes the pole at a = 1:
    /// C·(1−(1−z)^B)/B − (1−z)^B Σₙ≥₁ (A)ₙ(B+1)ₙ₋₁ / ((C+1)ₙ₋₁ n!) zⁿ. Terms are summed through their logarithms, so that nothing overflows.
    /// </remarks>
    /// <exception cref="ArithmeticException">t is more than some 25,000 times α + T.</exception>
    public double ExpectedPurchases(double t, double x, double tx, double T)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(t);
        if (t == 0)
        {
            return 0;
        }

        double log1z = Math.Log((Alpha + T) / (Alpha + T + t));
        double B = A - 1, C = A + this.B + x - 1;
        double whole = -C * log1z * ExpM1Ratio(B * log1z);
        double rest = 0;
        foreach (double term in SeriesTerms(x, Math.Log(t / (Alpha + T + t)), B * log1z))
        {
            rest += term;
        }

        return (whole - rest) / DropoutOdds(x, tx, T);
    }

    /// <summary>The probability of at least one purchase in (T, T + t].</summary>
    public double ProbabilityOfPurchase(double t, double x, double tx, double T)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(t);
        return PAlive(x, tx, T) * (1 - Math.Exp((R + x) * Math.Log((Alpha + T) / (Alpha + T + t))));
    }

    /// <summary>The terms of the series above, already multiplied by (1−z)^B, until the rest no longer counts.</summary>
    internal IEnumerable<double> SeriesTerms(double x, double logZ, double logFactor)
    {
        double capitalA = A + B - 1 - R, capitalB = A - 1, capitalC = A + B + x - 1, z = Math.Exp(logZ);
        double log = Math.Log(Math.Abs(capitalA)) + logZ + logFactor, sum = 0;
        int sign = Math.Sign(capitalA);
        for (int n = 1; n <= MaxTerms; n++)
        {
            double term = sign * Math.Exp(log);
            sum += term;
            yield return term;

            double ratio = (capitalA + n) * (capitalB + n) / ((capitalC + n) * (n + 1.0)) * z;
            double size = Math.Abs(ratio);

            // Once below 1 the ratios never exceed the larger of this one and z, their limit: what is left is less than a geometric series.
            bool settled = size < 1 && n > -capitalA && Math.Abs(term) * size / (1 - Math.Max(size, z)) <= SeriesPrecision * Math.Abs(sum);
            if (ratio == 0 || sign == 0 || settled)
            {
                yield break;
            }

            log += Math.Log(size);
            sign *= Math.Sign(ratio);
        }

        throw new ArithmeticException($"The series did not end within {MaxTerms} terms: 1 − z is {1 - z}, the horizon is too long beside α + T.");
    }

    /// <summary>(e^y − 1)/y.</summary>
    private static double ExpM1Ratio(double y)
    {
        if (Math.Abs(y) >= SmallExponent)
        {
            return (Math.Exp(y) - 1) / y;
        }

        double sum = 1;
        for (int k = 8; k >= 2; k--)
        {
            sum = 1 + (y / k * sum);
        }

        return sum;
    }

    private static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A parameter of BG/NBD is positive and finite.");

    /// <summary>1 / P(alive).</summary>
    private double DropoutOdds(double x, double tx, double T) =>
        x > 0 ? 1 + (A / (B + x - 1) * Math.Exp((R + x) * Math.Log((Alpha + T) / (Alpha + tx)))) : 1;
}

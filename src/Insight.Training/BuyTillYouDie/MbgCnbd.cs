// Reutterer, Platzer, Schröder (2021), Leveraging purchase regularity for predicting customer behavior the easy way. IJRM 38(1), 194-215: MBG/CNBD-k.
// While alive a customer buys after gaps that are Erlang-k with rate λ ~ Gamma(r, α); after every purchase, the first one too, the customer leaves with
// probability p ~ Beta(a, b). k = 1 is MBG/NBD (Batislam, Denizel, Filiztekin 2007).
namespace Insight.Training.BuyTillYouDie;

/// <summary>
/// The MBG/CNBD-k model: whether a customer is still active and how often they will buy, where gaps between purchases may be more regular than
/// BG/NBD's and who bought once may have left.
/// </summary>
/// <remarks>
/// The letters are the paper's; times are in the unit of the data that the model was fitted on. An Erlang-k gap is k steps of a Poisson process. Given the
/// steps j = 0 … k−1 since the last purchase, λ is Gamma(r + kx + j, α + T) and the steps in the horizon are negative binomial, so that all answers are finite
/// sums, where the paper approximates.
/// </remarks>
internal sealed record MbgCnbd
{
    /// <exception cref="ArgumentOutOfRangeException">k is below 1, or a parameter is not positive and finite.</exception>
    public MbgCnbd(int k, double r, double alpha, double a, double b)
    {
        K = k >= 1 ? k : throw new ArgumentOutOfRangeException(nameof(k), k, "k is at least 1.");
        R = Positive(r, nameof(r));
        Alpha = Positive(alpha, nameof(alpha));
        A = Positive(a, nameof(a));
        B = Positive(b, nameof(b));
    }

    /// <summary>Regularity: 1 is a Poisson process.</summary>
    public int K { get; }

    public double R { get; }

    public double Alpha { get; }

    public double A { get; }

    public double B { get; }

    /// <summary>Fits the parameters for one k by maximum likelihood.</summary>
    /// <exception cref="ArgumentException">A customer's numbers contradict each other, or nobody was observed for any time.</exception>
    public static FitResult<MbgCnbd> Fit(IReadOnlyList<BuyerSummary> customers, int k, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        var data = new MbgCnbdLikelihood(customers, k);
        double unit = data.MeanT;
        MbgCnbdLikelihood scaled = data.InUnitsOf(unit);
        double rate = Math.Max(data.MeanFrequency, 0.5 / data.Weight);
        var (p, converged, iterations) = LogParameterFit.Maximise(scaled.Mean, [0.5, 0.5 / (k * rate), 1, 3], data.Weight, options ?? new FitOptions(), cancellationToken);
        var model = new MbgCnbd(k, p[0], p[1] * unit, p[2], p[3]);
        return new FitResult<MbgCnbd>(model, model.LogLikelihood(customers), converged, iterations);
    }

    /// <summary>Summed over customers, without the factor of the gaps themselves, which no parameter but k changes.</summary>
    public double LogLikelihood(IReadOnlyList<BuyerSummary> customers)
    {
        var data = new MbgCnbdLikelihood(customers, K);
        return data.Weight * data.Mean([R, Alpha, A, B], stackalloc double[4]);
    }

    /// <summary>The probability that the customer is still active at T.</summary>
    public double PAlive(double x, double tx, double T)
    {
        double m = R + (K * x);
        return 1 / (1 + (A / (B + x) * Math.Exp(m * Math.Log((Alpha + T) / (Alpha + tx))) / Phases(x, tx, T).Sum()));
    }

    /// <summary>The probability of at least one purchase in (T, T + t].</summary>
    public double ProbabilityOfPurchase(double t, double x, double tx, double T)
    {
        double[] phases = Phases(x, tx, T);
        double none = 0;
        for (int j = 0; j < K; j++)
        {
            none += phases[j] * Steps(t, x, T, j, K - j).Sum();
        }

        return PAlive(x, tx, T) * (1 - (none / phases.Sum()));
    }

    /// <summary>The expected number of purchases in (T, T + t].</summary>
    /// <param name="terms">Numbers of steps that are told apart; whatever is beyond counts as the largest of them.</param>
    public double ExpectedPurchases(double t, double x, double tx, double T, int terms)
    {
        double[] purchases = Purchases(x, terms), phases = Phases(x, tx, T);
        double expected = 0;
        for (int j = 0; j < K; j++)
        {
            double left = 1;
            double sum = 0;
            double[] steps = Steps(t, x, T, j, terms);
            for (int i = 0; i < terms; i++)
            {
                sum += steps[i] * purchases[(i + j) / K];
                left -= steps[i];
            }

            expected += phases[j] * (sum + (Math.Max(0, left) * purchases[(terms - 1 + j) / K]));
        }

        return PAlive(x, tx, T) * expected / phases.Sum();
    }

    /// <summary>How many terms a customer needs for ten standard deviations of the steps within a horizon.</summary>
    public int Terms(double t, double x, double T)
    {
        double mean = (R + (K * x)) / (Alpha + T) * t;
        return (int)Math.Min(4_096, mean + (10 * Math.Sqrt(mean * (1 + (t / (Alpha + T))))) + (8 * K) + 8);
    }

    /// <summary>Weights of j = 0 … k−1 steps since the last purchase, given that the customer is active: (m)ⱼ/j! · ((T − t_x)/(α + T))ʲ.</summary>
    private double[] Phases(double x, double tx, double T)
    {
        double m = R + (K * x);
        var weights = new double[K];
        weights[0] = 1;
        for (int j = 1; j < K; j++)
        {
            weights[j] = weights[j - 1] * (m + j - 1) / j * ((T - tx) / (Alpha + T));
        }

        return weights;
    }

    /// <summary>The probability of 0, 1, … steps in the horizon: negative binomial.</summary>
    private double[] Steps(double t, double x, double T, int phase, int count)
    {
        double shape = R + (K * x) + phase, q = t / (Alpha + T + t), log = shape * Math.Log((Alpha + T) / (Alpha + T + t));
        var probabilities = new double[count];
        for (int i = 0; i < count; i++)
        {
            probabilities[i] = Math.Exp(log);
            log += Math.Log((shape + i) / (i + 1) * q);
        }

        return probabilities;
    }

    /// <summary>Purchases that come of so many whole gaps, given that the customer may leave after each: Σ E[(1−p)ⁿ⁻¹].</summary>
    private double[] Purchases(double x, int terms)
    {
        var expected = new double[((terms - 1 + K - 1) / K) + 1];
        double stays = 1;
        for (int n = 1; n < expected.Length; n++)
        {
            expected[n] = expected[n - 1] + stays;
            stays *= (B + x + n) / (A + B + x + n);
        }

        return expected;
    }

    private static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A parameter of MBG/CNBD-k is positive and finite.");
}

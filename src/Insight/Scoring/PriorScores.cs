namespace Insight.Scoring;

/// <summary>
/// What is said of a customer before a shop has a model: BG/NBD with the parameters that Fader, Hardie and Lee published for an online music
/// shop (CDNOW), and the customer's own mean spending. An answer made so has the basis <c>prior</c>.
/// </summary>
/// <remarks>Fader, Hardie, Lee (2005): "Counting Your Customers" the Easy Way, Marketing Science 24(2), table 2 and equation 10. Their unit is the week.</remarks>
internal static class PriorScores
{
    /// <summary>Horizon where neither a model nor the caller names one, in days.</summary>
    public const int DefaultHorizonDays = 90;

    private const double R = 0.243, Alpha = 4.414, A = 0.793, B = 2.426;
    private const double DaysPerWeek = 7;

    /// <summary>First orders per day of somebody who is known but has not bought: about one in twenty within 90 days, a weak guess.</summary>
    private const double ProspectOrdersPerDay = 0.05 / 90;

    /// <summary>Probability of a purchase day within the horizon, the expected number of them, and P(alive).</summary>
    /// <param name="frequency">Repeat purchase days.</param>
    /// <param name="recencyDays">Days between the first and the last purchase day (t_x).</param>
    /// <param name="ageDays">Days since the first purchase day (T).</param>
    public static (double Probability, double ExpectedOrders, double PAlive) Purchase(double frequency, double recencyDays, double ageDays, int horizonDays)
    {
        double x = frequency, tx = recencyDays / DaysPerWeek, age = ageDays / DaysPerWeek, t = horizonDays / DaysPerWeek;
        var odds = x > 0 ? A / (B + x - 1) * Math.Pow((Alpha + age) / (Alpha + tx), R + x) : 0;
        var alive = 1 / (1 + odds);

        // Given alive, the rate is Gamma(r + x, α + T): the chance of no purchase in t is ((α + T) / (α + T + t))^(r + x).
        var none = Math.Pow((Alpha + age) / (Alpha + age + t), R + x);
        var expected = (A + B + x - 1) / (A - 1) * (1 - (none * Hypergeometric(R + x, B + x, A + B + x - 1, t / (Alpha + age + t)))) * alive;

        // Who stays for all of t buys more than who may leave. With thousands of purchases the series has no number any more.
        var most = (R + x) / (Alpha + age) * t * alive;
        return (alive * (1 - none), expected < most ? expected : most, alive);
    }

    /// <summary>The same of somebody without a purchase day.</summary>
    public static (double Probability, double ExpectedOrders, double PAlive) Prospect(int horizonDays)
    {
        var expected = ProspectOrdersPerDay * horizonDays;
        return (1 - Math.Exp(-expected), expected, 1);
    }

    /// <summary>Expected orders × mean spending; the interval is that of a Poisson count of such orders, widened to hold the mean.</summary>
    public static (double Expected, double Low, double High) Value(double expectedOrders, double meanRevenue)
    {
        var expected = expectedOrders * meanRevenue;
        return (expected, PoissonQuantile(expectedOrders, 0.1) * meanRevenue, Math.Max(expected, PoissonQuantile(expectedOrders, 0.9) * meanRevenue));
    }

    /// <summary>Gauss's 2F1(a, b; c; z) by its series, for 0 ≤ z &lt; 1.</summary>
    private static double Hypergeometric(double a, double b, double c, double z)
    {
        double term = 1, sum = 1;
        for (var k = 0; k < 10_000 && Math.Abs(term) > 1e-12 * Math.Abs(sum); k++)
        {
            term *= (a + k) * (b + k) / ((c + k) * (k + 1)) * z;
            sum += term;
        }

        return sum;
    }

    private static int PoissonQuantile(double mean, double probability)
    {
        double term = Math.Exp(-mean), cumulative = term;
        var count = 0;
        while (cumulative < probability && count < 10_000)
        {
            term *= mean / ++count;
            cumulative += term;
        }

        return count;
    }
}

namespace Insight.Training.BuyTillYouDie;

/// <summary>Maximum likelihood over the logarithms of positive parameters, from several starts.</summary>
internal static class LogParameterFit
{
    /// <summary>Parameters stay within e^±10 in units of the data's mean: a likelihood that rises for ever would take the search to infinity.</summary>
    private const double Bound = 10;

    private const double TolerancePerCustomer = 1e-8;
    private const int MaxIterations = 500;

    /// <summary>Mean log-likelihood per customer; writes its derivative by each parameter (not its logarithm).</summary>
    public delegate double Likelihood(ReadOnlySpan<double> parameters, Span<double> gradient);

    /// <param name="likelihood">The mean log-likelihood.</param>
    /// <param name="first">The first starting point.</param>
    /// <param name="customers">The weight of all data, against which the prior counts.</param>
    /// <param name="options">Prior, starts, seed.</param>
    /// <param name="cancellationToken">Checked at every step.</param>
    /// <exception cref="ArgumentOutOfRangeException">The prior's precision is negative, or there is no start.</exception>
    public static (double[] Parameters, bool Converged, int Iterations) Maximise(
        Likelihood likelihood, double[] first, double customers, FitOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.PriorPrecision);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Starts, 1);
        double[] centre = Array.ConvertAll(first, p => Math.Clamp(Math.Log(p), -Bound, Bound));
        double precision = options.PriorPrecision / customers;
        double Objective(ReadOnlySpan<double> point, Span<double> gradient)
        {
            Span<double> parameters = stackalloc double[point.Length];
            for (int i = 0; i < point.Length; i++)
            {
                if (!(Math.Abs(point[i]) <= Bound))
                {
                    return double.PositiveInfinity;
                }

                parameters[i] = Math.Exp(point[i]);
            }

            double value = -likelihood(parameters, gradient);
            for (int i = 0; i < point.Length; i++)
            {
                double away = point[i] - centre[i];
                value += 0.5 * precision * away * away;
                gradient[i] = (-gradient[i] * parameters[i]) + (precision * away);
            }

            return value;
        }

        var random = new Random(options.Seed);
        (double[] Point, double Value, bool Converged, int Iterations)? best = null;
        for (int start = 0; start < options.Starts; start++)
        {
            double[] from = start == 0 ? centre : Array.ConvertAll(centre, c => Math.Clamp(c + (4 * random.NextDouble()) - 2, -Bound, Bound));
            var found = Bfgs.Minimise(Objective, from, TolerancePerCustomer, MaxIterations, cancellationToken);
            if (best is null || found.Value < best.Value.Value)
            {
                best = found;
            }
        }

        return (Array.ConvertAll(best!.Value.Point, Math.Exp), best.Value.Converged, best.Value.Iterations); // at least one start ran
    }
}

namespace Insight.Training.BuyTillYouDie;

/// <summary>Minimises a smooth function of a few variables by the BFGS method (Nocedal &amp; Wright, Numerical Optimization, algorithm 6.1), halving steps that do not descend.</summary>
internal static class Bfgs
{
    private const double SufficientDecrease = 1e-4;
    private const double Curvature = 1e-12;

    /// <summary>Close to the minimum a value differs by less than its rounding; the gradient still tells the way.</summary>
    private const double Rounding = 1e-13;

    /// <summary>The value at a point; writes the gradient. Not finite means that the point is not allowed.</summary>
    public delegate double Objective(ReadOnlySpan<double> point, Span<double> gradient);

    /// <param name="objective">What to minimise.</param>
    /// <param name="start">An allowed point.</param>
    /// <param name="tolerance">The largest component of the gradient at which the search ends.</param>
    /// <param name="maxIterations">The most steps.</param>
    /// <param name="cancellationToken">Checked at every step.</param>
    public static (double[] Point, double Value, bool Converged, int Iterations) Minimise(
        Objective objective, ReadOnlySpan<double> start, double tolerance, int maxIterations, CancellationToken cancellationToken)
    {
        int n = start.Length;
        double[] x = start.ToArray(), g = new double[n], next = new double[n], nextG = new double[n], p = new double[n], hy = new double[n];
        double[,] h = Identity(n);
        double f = objective(x, g);
        bool steepest = true;
        for (int iteration = 0; iteration < maxIterations; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (g.All(v => Math.Abs(v) <= tolerance))
            {
                return (x, f, true, iteration);
            }

            double slope = Direction(h, g, p);
            if (!Search(objective, x, f, p, slope, next, nextG, steepest, out double nextF))
            {
                if (steepest)
                {
                    return (x, f, false, iteration);
                }

                // The collected curvature misleads: begin again from the gradient.
                h = Identity(n);
                steepest = true;
                continue;
            }

            Update(h, x, g, next, nextG, hy, steepest);
            (x, next, g, nextG, f, steepest) = (next, x, nextG, g, nextF, false);
        }

        return (x, f, g.All(v => Math.Abs(v) <= tolerance), maxIterations);
    }

    private static double Direction(double[,] h, double[] g, double[] p)
    {
        double slope = 0;
        for (int i = 0; i < p.Length; i++)
        {
            p[i] = 0;
            for (int j = 0; j < p.Length; j++)
            {
                p[i] -= h[i, j] * g[j];
            }

            slope += p[i] * g[i];
        }

        return slope;
    }

    private static bool Search(
        Objective objective, double[] x, double f, double[] p, double slope, double[] next, double[] nextG, bool steepest, out double nextF)
    {
        nextF = double.NaN;
        if (!(slope < 0))
        {
            return false;
        }

        // Without curvature the gradient's length means nothing: begin with a step of at most 1.
        double longest = p.Max(Math.Abs);
        for (double step = steepest ? Math.Min(1, 1 / longest) : 1; step * longest > 1e-14; step /= 2)
        {
            for (int i = 0; i < x.Length; i++)
            {
                next[i] = x[i] + (step * p[i]);
            }

            nextF = objective(next, nextG);
            if (double.IsFinite(nextF) && nextF <= f + (SufficientDecrease * step * slope) + (Rounding * Math.Abs(f)))
            {
                return true;
            }
        }

        return false;
    }

    private static void Update(double[,] h, double[] x, double[] g, double[] next, double[] nextG, double[] hy, bool first)
    {
        int n = x.Length;
        double sy = 0, yy = 0;
        for (int i = 0; i < n; i++)
        {
            sy += (next[i] - x[i]) * (nextG[i] - g[i]);
            yy += (nextG[i] - g[i]) * (nextG[i] - g[i]);
        }

        if (sy <= Curvature * yy)
        {
            return;
        }

        for (int i = 0; first && i < n; i++)
        {
            h[i, i] = sy / yy;
        }

        double yhy = 0;
        for (int i = 0; i < n; i++)
        {
            hy[i] = 0;
            for (int j = 0; j < n; j++)
            {
                hy[i] += h[i, j] * (nextG[j] - g[j]);
            }

            yhy += (nextG[i] - g[i]) * hy[i];
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double si = next[i] - x[i], sj = next[j] - x[j];
                h[i, j] += ((1 + (yhy / sy)) * si * sj / sy) - (((hy[i] * sj) + (si * hy[j])) / sy);
            }
        }
    }

    private static double[,] Identity(int n)
    {
        var h = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            h[i, i] = 1;
        }

        return h;
    }
}

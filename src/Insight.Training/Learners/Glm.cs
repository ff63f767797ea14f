// McCullagh & Nelder (1989), Generalized Linear Models. Fitted by Newton's method (iteratively reweighted least squares) with a ridge.
using Insight.Onnx;
using Insight.Scoring.Reasons;

namespace Insight.Training.Learners;

/// <summary>A logistic or Poisson regression with a ridge on standardised, log-scaled features.</summary>
internal sealed record Glm : IRowModel
{
    private const int MaxSteps = 50;
    private const double Precision = 1e-12;

    public required LogScale Inputs { get; init; }

    /// <summary>One per input, then the intercept.</summary>
    public required double[] Weights { get; init; }

    /// <summary><see cref="Link.Logit"/> or <see cref="Link.Log"/>: the canonical links, for which Newton's method is Fisher scoring.</summary>
    public required Link Link { get; init; }

    /// <param name="targets">0 or 1 for a logit; ≥ 0 for a log link (quasi-Poisson: whole numbers are not required).</param>
    /// <param name="ridge">Strength of the ridge per row; the intercept is free.</param>
    public static Glm Fit(IReadOnlyList<float[]> rows, double[] targets, int[] columns, Link link, double ridge)
    {
        var inputs = LogScale.Fit(rows, columns);
        var p = inputs.OutputCount + 1;
        var x = new double[rows.Count][];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = new double[p];
            inputs.Transform(rows[i], x[i]);
            x[i][p - 1] = 1;
        }

        ridge *= rows.Count;
        var mean = Math.Max(targets.Average(), 1e-6);
        var beta = new double[p];
        beta[p - 1] = link == Link.Logit ? Math.Log(Math.Min(mean, 1 - 1e-6) / (1 - Math.Min(mean, 1 - 1e-6))) : Math.Log(mean);
        var loss = Loss(x, targets, beta, link, ridge);
        for (var step = 0; step < MaxSteps; step++)
        {
            var direction = NewtonDirection(x, targets, beta, link, ridge);
            double size = 1, better = double.NaN;
            double[] next = beta;
            for (; size > 1e-6; size /= 2)
            {
                next = [.. beta.Zip(direction, (b, d) => b + (size * d))];
                better = Loss(x, targets, next, link, ridge);
                if (better <= loss)
                {
                    break;
                }
            }

            if (!(better < loss - (Precision * Math.Abs(loss))))
            {
                break;
            }

            (beta, loss) = (next, better);
        }

        return new Glm { Inputs = inputs, Weights = beta, Link = link };
    }

    public double Predict(ReadOnlySpan<float> row)
    {
        Span<double> inputs = stackalloc double[Inputs.OutputCount];
        Inputs.Transform(row, inputs);
        var sum = Weights[^1];
        for (var i = 0; i < inputs.Length; i++)
        {
            sum += inputs[i] * Weights[i];
        }

        return Link.Invert(sum);
    }

    public Value Append(GraphBuilder graph, Value features)
    {
        Value inputs = Inputs.Append(graph, features);
        Value sum = graph.ReduceSum(inputs * graph.Constant(Weights.AsSpan(0, Weights.Length - 1)), [1]) + Weights[^1];
        return Link.Append(graph, sum);
    }

    /// <summary>Relative to the mean over the background, so that what all customers have in common is no reason.</summary>
    public ExplainerPart ToExplainer(IReadOnlyList<float[]> background)
    {
        var inputs = Enumerable.Range(0, Inputs.Columns.Length).Select(i => Inputs.Explain(i, Weights))
            .Select(input => input with { Typical = background.Average(row => input.Evaluate(row[input.Feature])) });
        return new LinearPart { Link = Link.ToReasonLink(), Intercept = Weights[^1], Inputs = [.. inputs] };
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Negative log-likelihood, without constants, plus the ridge.</summary>
    private static double Loss(double[][] x, double[] y, double[] beta, Link link, double ridge)
    {
        double loss = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var eta = Dot(x[i], beta);
            loss += (link == Link.Logit ? Math.Max(eta, 0) + Math.Log(1 + Math.Exp(-Math.Abs(eta))) : Math.Exp(eta)) - (y[i] * eta);
        }

        return loss + (ridge / 2 * beta.SkipLast(1).Sum(b => b * b));
    }

    private static double[] NewtonDirection(double[][] x, double[] y, double[] beta, Link link, double ridge)
    {
        var p = beta.Length;
        var hessian = new double[p, p];
        var gradient = new double[p];
        for (var i = 0; i < x.Length; i++)
        {
            var mu = link.Invert(Dot(x[i], beta));
            var curvature = link == Link.Logit ? mu * (1 - mu) : mu;
            var residual = y[i] - mu;
            for (var j = 0; j < p; j++)
            {
                gradient[j] += residual * x[i][j];
                var scaled = curvature * x[i][j];
                for (var k = 0; k <= j; k++)
                {
                    hessian[j, k] += scaled * x[i][k];
                }
            }
        }

        for (var j = 0; j < p; j++)
        {
            // A trace on the intercept too keeps the matrix positive definite when nothing varies.
            hessian[j, j] += j < p - 1 ? ridge : 1e-9;
            gradient[j] -= j < p - 1 ? ridge * beta[j] : 0;
        }

        return Cholesky.Solve(hessian, gradient);
    }
}

using Insight.Onnx;

namespace Insight.Training.BuyTillYouDie;

/// <summary>BG/NBD for one fixed horizon as a part of an ONNX graph.</summary>
/// <remarks>
/// All arithmetic is in double. The series of <see cref="BgNbd.ExpectedPurchases"/> becomes a fixed number of terms: those that the slowest customer
/// (x = 0, T = 0, where z is largest) needs, since every other one converges faster. The part of a term that depends on n alone is a constant; the
/// rising factorial of C + 1 is a running sum of logarithms. Agrees with the C# model to 1e-9 relative for z = horizon/(α + horizon) ≤ .95.
/// </remarks>
internal static class BgNbdGraph
{
    /// <summary>Memory: a batch of 1,000 rows holds some four arrays of this many doubles per row.</summary>
    private const int MaxTerms = 4096;

    /// <summary>Of (e^y − 1)/y = Σ y^k/(k + 1)!, enough below <see cref="BgNbd.SmallExponent"/>.</summary>
    private const int FewTerms = 8;

    /// <summary>Adds the model. The inputs have one shape, any; the results are double and have it too.</summary>
    /// <param name="graph">The graph that the inputs belong to.</param>
    /// <param name="x">Repeat purchases; float or double.</param>
    /// <param name="tx">Recency, in the model's unit of time.</param>
    /// <param name="T">Time observed, in that unit.</param>
    /// <param name="model">The fitted model.</param>
    /// <param name="horizon">The length of the period ahead, in that unit; positive.</param>
    /// <returns>P(alive), the expected purchases in the period, and the probability of at least one.</returns>
    /// <exception cref="ArgumentException">The horizon is so long beside α that more terms are needed than a graph should hold.</exception>
    public static (Value PAlive, Value Expected, Value Probability) Append(GraphBuilder graph, Value x, Value tx, Value T, BgNbd model, double horizon)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        (x, tx, T) = (graph.Cast(x, TensorType.Double), graph.Cast(tx, TensorType.Double), graph.Cast(T, TensorType.Double));

        Value alphaT = T + model.Alpha;
        Value alphaTt = alphaT + horizon;
        Value log1z = graph.Log(alphaT / alphaTt);
        Value logZ = Math.Log(horizon) - graph.Log(alphaTt);

        Value dropout = model.A / (x + (model.B - 1)) * graph.Exp((x + model.R) * graph.Log(alphaT / (tx + model.Alpha)));
        Value repeat = graph.Greater(x, graph.Scalar(0, TensorType.Double));
        Value odds = 1 + graph.Where(repeat, dropout, graph.Scalar(0, TensorType.Double));
        Value alive = 1 / odds;

        Value capitalC = x + (model.A + model.B - 1);
        Value y = log1z * (model.A - 1);
        Value whole = -(capitalC * log1z * ExpM1Ratio(graph, y));
        Value expected = (whole - Series(graph, capitalC, logZ, y, model, horizon)) / odds;
        Value probability = alive * (1 - graph.Exp((x + model.R) * log1z));
        return (alive, expected, probability);
    }

    private static Value Series(GraphBuilder graph, Value capitalC, Value logZ, Value logFactor, BgNbd model, double horizon)
    {
        int terms = CountTerms(model, horizon);
        double capitalA = model.A + model.B - 1 - model.R, capitalB = model.A - 1;
        double[] counts = [.. Enumerable.Range(1, terms).Select(n => (double)n)];
        double[] logs = new double[terms], signs = new double[terms];
        double log = Math.Log(Math.Abs(capitalA));
        int sign = Math.Sign(capitalA);
        for (int n = 1; n <= terms; n++)
        {
            (logs[n - 1], signs[n - 1]) = (sign == 0 ? 0 : log, sign);
            log += Math.Log(Math.Abs(capitalA + n)) + Math.Log(capitalB + n) - Math.Log(n + 1);
            sign *= Math.Sign(capitalA + n);
        }

        Value n1 = graph.Constant(counts);
        Value rising = graph.CumSum(graph.Log(graph.Unsqueeze(capitalC, -1) + n1), -1, exclusive: true);
        Value exponent = graph.Constant(logs) + (n1 * graph.Unsqueeze(logZ, -1)) + graph.Unsqueeze(logFactor, -1) - rising;
        return graph.ReduceSum(graph.Constant(signs) * graph.Exp(exponent), [-1]);
    }

    private static int CountTerms(BgNbd model, double horizon)
    {
        double log1z = Math.Log(model.Alpha / (model.Alpha + horizon)), logZ = Math.Log(horizon / (model.Alpha + horizon));
        int terms = model.SeriesTerms(0, logZ, (model.A - 1) * log1z).Take(MaxTerms + 1).Count();
        return terms <= MaxTerms
            ? terms
            : throw new ArgumentException(
                $"A horizon of {horizon} beside α = {model.Alpha} needs more than {MaxTerms} terms; shorten the horizon or fit with a prior.", nameof(horizon));
    }

    /// <summary>(e^y − 1)/y: by its first terms where the definition would lose digits.</summary>
    private static Value ExpM1Ratio(GraphBuilder graph, Value y)
    {
        double[] powers = [.. Enumerable.Range(0, FewTerms).Select(k => (double)k)], factors = new double[FewTerms];
        double factorial = 1;
        for (int k = 0; k < FewTerms; k++)
        {
            factors[k] = 1 / (factorial *= k + 1);
        }

        Value sum = graph.ReduceSum(graph.Pow(graph.Unsqueeze(y, -1), graph.Constant(powers)) * graph.Constant(factors), [-1]);

        // The branch not taken is computed too: keep it from dividing by zero.
        Value large = graph.GreaterOrEqual(graph.Abs(y), graph.Scalar(BgNbd.SmallExponent));
        Value divisor = graph.Where(large, y, graph.Scalar(1d));
        return graph.Where(large, (graph.Exp(y) - 1) / divisor, sum);
    }
}

using Insight.Onnx;
using Insight.Onnx.Blocks;
using Insight.Training.Evaluation;

namespace Insight.Training.CustomerValue;

/// <summary>
/// An 80 % interval around an expected value: the 10 and 90 % quantiles of the outcomes of customers with similar predictions on a holdout
/// (split conformal prediction within bins; Papadopoulos et al. 2002). Between the bins it is straight in log(1 + value) against log(1 + expected), so that
/// a small error of the expectation stays a small error of the interval; beyond the last bin it is proportional.
/// </summary>
internal sealed record ValueInterval
{
    private const int Bins = 10;
    private const int LeastRowsPerBin = 30;
    private const double LowShare = 0.1;
    private const double HighShare = 0.9;

    /// <summary>How far beyond the last bin the map goes on in proportion, as a logarithm: a factor of a thousand.</summary>
    private const float Beyond = 6.9f;

    /// <summary>
    /// How much faster than the expectation an end may grow, both in logarithms. Ensembles are summed in single precision, about 2e-7 of the expectation; this bounds
    /// what becomes of that in the interval.
    /// </summary>
    private const float Steepest = 8;

    /// <summary>From log(1 + expected) to log(1 + low).</summary>
    public required PiecewiseLinear LowMap { get; init; }

    /// <summary>From log(1 + expected) to log(1 + high).</summary>
    public required PiecewiseLinear HighMap { get; init; }

    /// <summary>Whether outcomes were there to measure it on.</summary>
    public required bool IsMeasured { get; init; }

    /// <summary>Nothing was measured: the quantiles of an exponential distribution with the expected mean.</summary>
    public static ValueInterval Exponential { get; } = Between(
        [.. Enumerable.Range(0, 115).Select(power => power == 0 ? 0 : Math.Pow(1.2, power)).Select(mean => (mean, -mean * Math.Log(1 - LowShare), -mean * Math.Log(1 - HighShare)))],
        isMeasured: false);

    public static ValueInterval Fit(double[] predicted, double[] actual)
    {
        if (predicted.Length < 2 * LeastRowsPerBin)
        {
            return Exponential;
        }

        var keys = (double[])predicted.Clone();
        var outcomes = (double[])actual.Clone();
        Array.Sort(keys, outcomes);
        var knots = new List<(double X, double Low, double High)>();
        var edges = Edges(keys.Length);
        foreach (var (from, to) in edges.Zip(edges.Skip(1)))
        {
            double[] sorted = [.. outcomes[from..to].Order()];
            var x = keys[from..to].Average();
            var low = Bootstrap.Quantile(sorted, LowShare);
            var high = Bootstrap.Quantile(sorted, HighShare);
            if (knots.Count > 0 && Logarithm(x) <= Logarithm(knots[^1].X))
            {
                knots[^1] = (knots[^1].X, Math.Min(low, knots[^1].Low), Math.Max(high, knots[^1].High));
            }
            else
            {
                // More expected never means less at either end.
                knots.Add((x, Math.Max(low, knots.Count > 0 ? knots[^1].Low : 0), Math.Max(high, knots.Count > 0 ? knots[^1].High : 0)));
            }
        }

        return Between(knots, isMeasured: true);
    }

    /// <summary>
    /// Where the bins begin and end: tenths of the rows, the last one halved again and again, since most of the value and all of the customers who are sure to
    /// buy are in it.
    /// </summary>
    private static List<int> Edges(int rows)
    {
        var bins = Math.Min(Bins, rows / LeastRowsPerBin);
        List<int> edges = [.. Enumerable.Range(0, bins).Select(bin => rows * bin / bins)];
        while (rows - edges[^1] >= 2 * LeastRowsPerBin)
        {
            edges.Add((edges[^1] + rows) / 2);
        }

        return [.. edges, rows];
    }

    public double Low(double expected) => Math.Min(expected, Math.Max(0, Through(LowMap, expected)));

    public double High(double expected) => Math.Max(expected, Through(HighMap, expected));

    public (Value Low, Value High) Append(GraphBuilder graph, Value expected)
    {
        var mean = graph.Cast(expected, TensorType.Double);
        var logarithm = graph.Log(mean + 1);
        return (
            graph.Min(mean, graph.Relu(graph.Exp(LowMap.Append(graph, logarithm)) - 1)),
            graph.Max(mean, graph.Exp(HighMap.Append(graph, logarithm)) - 1));
    }

    /// <summary>Per row, 1 where the outcome is within the interval, else 0.</summary>
    public double[] Covers(IReadOnlyList<double> predicted, IReadOnlyList<double> actual) =>
        [.. predicted.Zip(actual, (expected, outcome) => outcome >= Low(expected) && outcome <= High(expected) ? 1.0 : 0.0)];

    private static ValueInterval Between(IReadOnlyList<(double X, double Low, double High)> knots, bool isMeasured)
    {
        float[] x = [.. knots.Select(knot => Logarithm(knot.X))];
        float[] low = [.. knots.Select(knot => Logarithm(knot.Low))];
        float[] high = [.. knots.Select(knot => Logarithm(knot.High))];

        // Where an end would rise more steeply than allowed it begins to rise earlier or ends later, whichever makes the interval wider.
        for (var i = 1; i < x.Length; i++)
        {
            low[i] = Math.Min(low[i], low[i - 1] + (Steepest * (x[i] - x[i - 1])));
        }

        for (var i = x.Length - 1; i > 0; i--)
        {
            high[i - 1] = Math.Max(high[i - 1], high[i] - (Steepest * (x[i] - x[i - 1])));
        }

        return new ValueInterval { LowMap = Map(x, low), HighMap = Map(x, high), IsMeasured = isMeasured };
    }

    private static PiecewiseLinear Map(float[] x, float[] y) => new() { X = [.. x, x[^1] + Beyond], Y = [.. y, y[^1] + Beyond] };

    private static float Logarithm(double value) => (float)Math.Log(1 + value);

    private static double Through(PiecewiseLinear map, double expected) => Math.Exp(map.Evaluate(Math.Log(1 + expected))) - 1;
}

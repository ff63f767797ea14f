using Insight.Onnx;
using Insight.Onnx.Blocks;
using Insight.Training.Evaluation;

namespace Insight.Training.CustomerValue;

/// <summary>
/// An 80 % interval around an expected value, from the outcomes of customers with similar predictions on a holdout (split conformal prediction within bins;
/// Papadopoulos et al. 2002): from their 10 % quantile to where four fifths of them are inside, which for customers of whom more than a tenth spend nothing is from 0
/// to the 80 % quantile. Between the bins it is straight in log(1 + value) against log(1 + expected), so that a small error of the expectation stays a small
/// error of the interval; beyond the last bin it is proportional. The expectation itself is always inside, which for the most skewed outcomes covers more.
/// </summary>
internal sealed record ValueInterval
{
    private const int Bins = 10;
    private const int LeastRowsPerBin = 30;
    private const double LowShare = 0.1;
    private const double Share = 0.8;

    /// <summary>
    /// Standard deviation of the logarithm of what all customers spend in one window beside another: seasons and campaigns move the whole shop, and the window that the
    /// outcomes are from is one draw of that. A quarter before Christmas lies about a third above the others in most shops.
    /// </summary>
    private const double LevelDeviation = 0.3;

    /// <summary>Five equally likely levels: the middles of the fifths of a normal distribution.</summary>
    private static readonly double[] Levels = [.. new[] { -1.2816, -0.5244, 0, 0.5244, 1.2816 }.Select(z => Math.Exp(z * LevelDeviation))];

    /// <summary>Fewer outcomes do not tell an 80 % interval.</summary>
    private const int LeastRows = 10;

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

    /// <summary>Nothing was measured: from 0 to the 80 % quantile of an exponential distribution with the expected mean.</summary>
    /// <param name="expected">Expectations of the shop's customers.</param>
    public static ValueInterval Exponential(IReadOnlyCollection<double> expected) => Proportional(0, -Math.Log(1 - Share), Floor(expected), isMeasured: false);

    /// <summary>Measures on one holdout.</summary>
    public static ValueInterval Fit(double[] predicted, double[] actual) => Fit([(predicted, actual)]);

    /// <summary>
    /// Measures on holdouts, at least one. Predictions of each are first brought to the outcomes' level: how far the whole shop was from what was expected is one draw of what
    /// <see cref="LevelDeviation"/> stands for, not what the next window will show. Holdouts have the same customers, so together they count as many rows as one of them has.
    /// </summary>
    public static ValueInterval Fit(IReadOnlyList<(double[] Predicted, double[] Actual)> holdouts)
    {
        double[] predicted = [.. holdouts.SelectMany(holdout => Level.Means(holdout.Predicted, holdout.Actual))];
        double[] actual = [.. holdouts.SelectMany(holdout => holdout.Actual)];
        var copies = holdouts.Count;
        if (predicted.Length < 2 * LeastRowsPerBin * copies)
        {
            // Too few for bins: all customers share the two ratios of outcome to expectation.
            var floor = Floor(predicted);
            double[] ratios = [.. predicted.Zip(actual, (expected, outcome) => outcome / Math.Max(expected, floor)).Where(double.IsFinite)];
            if (ratios.Length < LeastRows * copies)
            {
                return Exponential(predicted);
            }

            var (least, most) = Ends([.. Levels.SelectMany(level => ratios.Select(ratio => ratio * level))], (double)ratios.Length / copies);
            return Proportional(least, most, floor, isMeasured: true);
        }

        var (keys, outcomes) = (predicted, actual);
        Array.Sort(keys, outcomes);
        var knots = new List<(double X, double Low, double High)>();
        var edges = Edges(keys.Length, LeastRowsPerBin * copies);
        foreach (var (from, to) in edges.Zip(edges.Skip(1)))
        {
            var x = keys[from..to].Average();
            var (low, high) = Ends([.. Levels.SelectMany(level => Around(keys, outcomes, x * level, to - from))], (double)(to - from) / copies);
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

    /// <summary>The outcomes of the rows whose predictions are nearest to one: at another level of the whole shop, a customer does as those do who are expected to.</summary>
    private static double[] Around(double[] keys, double[] outcomes, double prediction, int rows)
    {
        var at = Array.BinarySearch(keys, prediction);
        var from = Math.Clamp((at < 0 ? ~at : at) - (rows / 2), 0, keys.Length - rows);
        return outcomes[from..(from + rows)];
    }

    /// <summary>
    /// What holds four fifths of further outcomes of the same kind: order statistics at shares of n + 1, not n (Vovk et al. 2005). What lies below the low end is
    /// counted, since at an atom such as 0 that is less than a tenth.
    /// </summary>
    /// <param name="outcomes">At every level and of every holdout.</param>
    /// <param name="rows">n: how many customers there are.</param>
    private static (double Low, double High) Ends(double[] outcomes, double rows)
    {
        Array.Sort(outcomes);
        var low = At(LowShare);
        var below = outcomes.Count(outcome => outcome < low) / (double)outcomes.Length;
        return (low, At(below + Share));

        double At(double share)
        {
            var rank = (share * (rows + 1)) - 0.5;
            return Bootstrap.Quantile(outcomes, Math.Clamp(((rank * outcomes.Length / rows) - 0.5) / (outcomes.Length - 1), 0, 1));
        }
    }

    /// <summary>Half the mean: who is expected to spend next to nothing is not sure to, and shares the interval of who is expected to spend this.</summary>
    private static double Floor(IReadOnlyCollection<double> expected) => expected.Count == 0 ? 0 : expected.Average() / 2;

    private static ValueInterval Proportional(double low, double high, double floor, bool isMeasured) => Between(
        [.. Enumerable.Range(0, 115).Select(power => power == 0 ? 0 : Math.Pow(1.2, power)).Select(mean => (mean, mean * low, Math.Max(mean, floor) * high))], isMeasured);

    /// <summary>
    /// Where the bins begin and end: tenths of the rows, the last one halved again and again, since most of the value and all of the customers who are sure to
    /// buy are in it.
    /// </summary>
    private static List<int> Edges(int rows, int leastRows)
    {
        var bins = Math.Min(Bins, rows / leastRows);
        List<int> edges = [.. Enumerable.Range(0, bins).Select(bin => rows * bin / bins)];
        while (rows - edges[^1] >= 2 * leastRows)
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

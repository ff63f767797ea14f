using Insight.Onnx;
using Insight.Onnx.Blocks;
using Insight.Training.Evaluation;

namespace Insight.Training.CustomerValue;

/// <summary>
/// An 80 % interval around an expected value: the 10 and 90 % quantiles of the outcomes of customers with similar predictions on a holdout
/// (split conformal prediction within bins; Papadopoulos et al. 2002), straight between the bins and proportional beyond the last one.
/// </summary>
internal sealed record ValueInterval
{
    private const int Bins = 10;
    private const int LeastRowsPerBin = 30;
    private const double LowShare = 0.1;
    private const double HighShare = 0.9;

    /// <summary>How far beyond the last bin the map goes on in proportion.</summary>
    private const float Beyond = 1_000;

    public required PiecewiseLinear LowMap { get; init; }

    public required PiecewiseLinear HighMap { get; init; }

    /// <summary>Whether outcomes were there to measure it on.</summary>
    public required bool IsMeasured { get; init; }

    /// <summary>Nothing was measured: the quantiles of an exponential distribution with the expected mean.</summary>
    public static ValueInterval Exponential { get; } = new()
    {
        LowMap = new PiecewiseLinear { X = [0, 1e9f], Y = [0, (float)(1e9 * -Math.Log(1 - LowShare))] },
        HighMap = new PiecewiseLinear { X = [0, 1e9f], Y = [0, (float)(1e9 * -Math.Log(1 - HighShare))] },
        IsMeasured = false,
    };

    public static ValueInterval Fit(double[] predicted, double[] actual)
    {
        if (predicted.Length < 2 * LeastRowsPerBin)
        {
            return Exponential;
        }

        var keys = (double[])predicted.Clone();
        var outcomes = (double[])actual.Clone();
        Array.Sort(keys, outcomes);
        var knots = new List<(float X, float Low, float High)>();
        var bins = Math.Min(Bins, keys.Length / LeastRowsPerBin);
        for (var bin = 0; bin < bins; bin++)
        {
            var (from, to) = (keys.Length * bin / bins, keys.Length * (bin + 1) / bins);
            double[] sorted = [.. outcomes[from..to].Order()];
            var x = (float)keys[from..to].Average();
            var low = (float)Bootstrap.Quantile(sorted, LowShare);
            var high = (float)Bootstrap.Quantile(sorted, HighShare);
            if (knots.Count > 0 && x <= knots[^1].X)
            {
                knots[^1] = (knots[^1].X, Math.Min(low, knots[^1].Low), Math.Max(high, knots[^1].High));
            }
            else
            {
                // More expected never means less at either end.
                knots.Add((x, Math.Max(low, knots.Count > 0 ? knots[^1].Low : 0), Math.Max(high, knots.Count > 0 ? knots[^1].High : 0)));
            }
        }

        var last = knots[^1];
        knots.Add((Math.Max(last.X, 1) * Beyond, last.Low * Beyond, last.High * Beyond));
        return new ValueInterval
        {
            LowMap = new PiecewiseLinear { X = [.. knots.Select(knot => knot.X)], Y = [.. knots.Select(knot => knot.Low)] },
            HighMap = new PiecewiseLinear { X = [.. knots.Select(knot => knot.X)], Y = [.. knots.Select(knot => knot.High)] },
            IsMeasured = true,
        };
    }

    public double Low(double expected) => Math.Min(expected, Math.Max(0, LowMap.Evaluate(expected)));

    public double High(double expected) => Math.Max(expected, HighMap.Evaluate(expected));

    public (Value Low, Value High) Append(GraphBuilder graph, Value expected) => (
        graph.Min(expected, graph.Relu(LowMap.Append(graph, expected))),
        graph.Max(expected, HighMap.Append(graph, expected)));

    /// <summary>The share of outcomes within the interval.</summary>
    public double Coverage(double[] predicted, double[] actual) =>
        Enumerable.Range(0, predicted.Length).Average(i => actual[i] >= Low(predicted[i]) && actual[i] <= High(predicted[i]) ? 1.0 : 0.0);
}

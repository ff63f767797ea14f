using Insight.Features;
using Insight.Onnx;
using Insight.Training.Learners;

namespace Insight.Training.Networks;

/// <summary>Prepares a row of features for a network: the summaries as for linear models, of each purchase day log(1 + x) standardised, oldest first.</summary>
internal sealed record NetworkInputs
{
    private static readonly int[] SummaryColumns = [.. Enumerable.Range(0, FeatureVector.SummaryCount)];
    private static readonly int Channels = PurchaseSequence.Channels.Count;

    public required LogScale Summaries { get; init; }

    /// <summary>Per channel of the purchase days, of log(1 + x).</summary>
    public required double[] Mean { get; init; }

    /// <inheritdoc cref="Mean"/>
    public required double[] Scale { get; init; }

    public static NetworkInputs Fit(IReadOnlyList<float[]> rows)
    {
        double[] mean = new double[Channels], scale = new double[Channels];
        for (var channel = 0; channel < Channels; channel++)
        {
            var values = rows.SelectMany(row => Enumerable.Range(0, Length(row)).Select(step => Math.Log(1 + row[Column(step, channel)]))).ToList();
            mean[channel] = values.Count == 0 ? 0 : values.Average();
            var deviation = values.Count == 0 ? 0 : Math.Sqrt(values.Average(value => (value - mean[channel]) * (value - mean[channel])));
            scale[channel] = deviation > 1e-6 ? deviation : 1;
        }

        return new NetworkInputs { Summaries = LogScale.Fit(rows, SummaryColumns), Mean = mean, Scale = scale };
    }

    /// <param name="summaries">Receives <see cref="LogScale.OutputCount"/> values.</param>
    /// <param name="steps">Receives the purchase days, oldest first, and zeros behind them.</param>
    /// <returns>How many purchase days there are.</returns>
    public int Write(ReadOnlySpan<float> row, Span<float> summaries, Span<float> steps)
    {
        Span<double> prepared = stackalloc double[Summaries.OutputCount];
        Summaries.Transform(row, prepared);
        for (var i = 0; i < prepared.Length; i++)
        {
            summaries[i] = (float)prepared[i];
        }

        steps.Clear();
        var length = Length(row);
        for (var step = 0; step < length; step++)
        {
            for (var channel = 0; channel < Channels; channel++)
            {
                steps[((length - 1 - step) * Channels) + channel] = (float)((Math.Log(1 + row[Column(step, channel)]) - Mean[channel]) / Scale[channel]);
            }
        }

        return length;
    }

    /// <summary>The same in a graph, by the names of the network's inputs.</summary>
    /// <param name="features">float [N, F].</param>
    public IReadOnlyDictionary<string, Value> Append(GraphBuilder graph, Value features)
    {
        Value days = graph.Reshape(graph.Slice(features, 1, FeatureVector.SummaryCount, FeatureVector.Count), 0, PurchaseSequence.Steps, Channels);
        Value missing = graph.IsNaN(days);
        Value lengths = graph.ReduceSum(graph.Cast(graph.Not(graph.Squeeze(graph.Slice(missing, 2, 0, 1), 2)), TensorType.Int64), [1]);
        Value standard = (graph.Log(graph.Cast(days, TensorType.Double) + 1) - graph.Constant(Mean)) / graph.Constant(Scale);
        Value steps = graph.Cast(graph.Where(missing, graph.Scalar(0.0), standard), TensorType.Float);

        return new Dictionary<string, Value>(StringComparer.Ordinal)
        {
            [CustomerNetwork.Summaries] = graph.Cast(Summaries.Append(graph, features), TensorType.Float),
            [CustomerNetwork.Steps] = TurnedRound(graph, steps, lengths),
            [CustomerNetwork.Lengths] = lengths,
        };
    }

    /// <summary>The feature of each of the network's inputs: the summaries with their indicators, then the purchase days, the latest first.</summary>
    public IEnumerable<int> FeaturesOf(NetworkKind kind)
    {
        var summaries = Summaries.Columns.Concat(Summaries.Indicators.Select(i => Summaries.Columns[i]));
        return kind == NetworkKind.Multilayer ? summaries : summaries.Concat(Enumerable.Range(FeatureVector.SummaryCount, PurchaseSequence.Count).Select(SameSummary));
    }

    /// <summary>Sequences [N, steps, ..] in the opposite order, each within its length.</summary>
    public static Value TurnedRound(GraphBuilder graph, Value steps, Value lengths)
    {
        // The operator wants a length of at least 1; who has no purchase day has zeros to turn round.
        return graph.Apply("ReverseSequence", steps.Type, steps.Shape, [steps, graph.Max(lengths, graph.Scalar(1L))], [("batch_axis", 0L), ("time_axis", 1L)]);
    }

    /// <summary>Some of what is told of the latest days is a summary too: one reason, not two that may contradict each other.</summary>
    private static int SameSummary(int column) => FeatureVector.Names[column] switch
    {
        "purchase_1_gap_days" => FeatureVector.IndexOf("days_since_last"),
        "purchase_1_revenue" => FeatureVector.IndexOf("revenue_last"),
        "purchase_2_gap_days" => FeatureVector.IndexOf("last_gap_days"),
        _ => column,
    };

    private static int Column(int step, int channel) => FeatureVector.SummaryCount + (step * Channels) + channel;

    /// <summary>Purchase days in the row's sequence.</summary>
    private static int Length(ReadOnlySpan<float> row)
    {
        var length = 0;
        while (length < PurchaseSequence.Steps && !float.IsNaN(row[Column(length, 0)]))
        {
            length++;
        }

        return length;
    }
}

using Insight.Onnx;
using Insight.Scoring.Reasons;

namespace Insight.Training.Learners;

/// <summary>
/// Prepares features for linear models: undefined values are filled with the median, indicators say where, log(1 + x) tames the long tails (no feature is
/// negative), values are held within what the fit saw, and each column is standardised. What a linear model learnt on young histories then
/// carries over to older ones more safely.
/// </summary>
internal sealed record LogScale
{
    /// <summary>Columns of the feature vector that are used.</summary>
    public required int[] Columns { get; init; }

    /// <summary>Per column, on the original scale.</summary>
    public required double[] Fill { get; init; }

    /// <summary>Those of <see cref="Columns"/> (places in it) whose absence is told.</summary>
    public required int[] Indicators { get; init; }

    /// <summary>Of log(1 + x), like all that follow.</summary>
    public required double[] Lowest { get; init; }

    public required double[] Highest { get; init; }

    public required double[] Mean { get; init; }

    public required double[] Scale { get; init; }

    public int OutputCount => Columns.Length + Indicators.Length;

    public static LogScale Fit(IReadOnlyList<float[]> rows, int[] columns)
    {
        var count = columns.Length;
        var scale = new LogScale
        {
            Columns = columns, Fill = new double[count], Lowest = new double[count], Highest = new double[count],
            Mean = new double[count], Scale = new double[count],
            Indicators = [.. Enumerable.Range(0, count).Where(i => TellsAbsence(rows, columns[i]))],
        };
        for (var i = 0; i < count; i++)
        {
            var column = columns[i];
            var known = rows.Select(row => (double)row[column]).Where(value => !double.IsNaN(value)).Order().ToArray();
            scale.Fill[i] = known.Length == 0 ? 0 : known[known.Length / 2];
            var values = rows.Select(row => Math.Log(1 + (float.IsNaN(row[column]) ? scale.Fill[i] : row[column]))).ToArray();
            scale.Lowest[i] = values.Min();
            scale.Highest[i] = values.Max();
            scale.Mean[i] = values.Average();
            var deviation = Math.Sqrt(values.Average(value => (value - scale.Mean[i]) * (value - scale.Mean[i])));
            scale.Scale[i] = deviation > 1e-6 ? deviation : 1;
        }

        return scale;
    }

    public void Transform(ReadOnlySpan<float> row, Span<double> destination)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            double value = row[Columns[i]];
            value = Math.Log(1 + (double.IsNaN(value) ? Fill[i] : value));
            destination[i] = (Math.Clamp(value, Lowest[i], Highest[i]) - Mean[i]) / Scale[i];
        }

        for (var i = 0; i < Indicators.Length; i++)
        {
            destination[Columns.Length + i] = float.IsNaN(row[Columns[Indicators[i]]]) ? 1 : 0;
        }
    }

    /// <summary>One of <see cref="Columns"/> with all that it adds to a sum of the outputs.</summary>
    /// <param name="index">Its place in <see cref="Columns"/>.</param>
    /// <param name="weights">One per output.</param>
    public LinearInput Explain(int index, ReadOnlySpan<double> weights)
    {
        var indicator = Array.IndexOf(Indicators, index);
        return new LinearInput
        {
            Feature = Columns[index], Weight = weights[index] / Scale[index], Origin = Mean[index], Lowest = Lowest[index], Highest = Highest[index],
            Fill = Fill[index], WhenMissing = indicator < 0 ? 0 : weights[Columns.Length + indicator],
        };
    }

    /// <returns>double [N, <see cref="OutputCount"/>].</returns>
    public Value Append(GraphBuilder graph, Value features)
    {
        Value raw = graph.Gather(features, graph.Constant([.. Columns.Select(column => (long)column)], Columns.Length), axis: 1);
        Value missing = graph.IsNaN(raw);
        Value filled = graph.Where(missing, graph.Constant(Fill), graph.Cast(raw, TensorType.Double));
        Value held = graph.Max(graph.Min(graph.Log(filled + 1), graph.Constant(Highest)), graph.Constant(Lowest));
        Value standard = (held - graph.Constant(Mean)) / graph.Constant(Scale);
        if (Indicators.Length == 0)
        {
            return standard;
        }

        Value told = graph.Gather(graph.Cast(missing, TensorType.Double), graph.Constant([.. Indicators.Select(i => (long)i)], Indicators.Length), axis: 1);
        return graph.Concat(1, standard, told);
    }

    /// <summary>Both cases must be there often enough to learn from.</summary>
    private static bool TellsAbsence(IReadOnlyList<float[]> rows, int column)
    {
        var absent = rows.Count(row => float.IsNaN(row[column]));
        return absent >= 10 && rows.Count - absent >= 10;
    }
}

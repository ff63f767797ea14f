using Insight.Features;
using Insight.Onnx;

namespace Insight.Training.Segments;

/// <summary>The baseline: the groups of <see cref="RfmGroups"/> by quintiles, as a graph of comparisons and one table.</summary>
internal sealed record RfmSegments(float[] RecencyDays, float[] Frequency, float[] Monetary) : ISegmentation
{
    public const string Name = "rfm-quintiles";

    private static readonly int RecencyColumn = FeatureVector.IndexOf("days_since_last");
    private static readonly int FrequencyColumn = FeatureVector.IndexOf("frequency");
    private static readonly int MonetaryColumn = FeatureVector.IndexOf("revenue_mean");

    public string Algorithm => Name;

    public int Groups => RfmGroups.All.Count;

    public static RfmSegments Fit(IReadOnlyList<float[]> rows)
    {
        var thresholds = RfmThresholds.Fit(rows.Select(row => ((double)row[RecencyColumn], (int)row[FrequencyColumn], (double)row[MonetaryColumn])));
        return new RfmSegments(Narrow(thresholds.RecencyDays), Narrow(thresholds.Frequency), Narrow(thresholds.Monetary));
    }

    public int Assign(float[] row) => Table[
        (5 * 9) - 9 - (9 * Above(RecencyDays, row[RecencyColumn])) + Above(Frequency, row[FrequencyColumn]) + Above(Monetary, row[MonetaryColumn])];

    public Value Append(GraphBuilder graph, Value features)
    {
        Value Count(int column, float[] bounds)
        {
            Value value = graph.Gather(features, graph.Constant((ReadOnlySpan<long>)[column], 1), axis: 1);
            return graph.ReduceSum(graph.Cast(graph.Greater(value, graph.Constant(bounds)), TensorType.Float), [1]);
        }

        Value place = (Count(RecencyColumn, RecencyDays) * -9) + Count(FrequencyColumn, Frequency) + Count(MonetaryColumn, Monetary) + (4 * 9);
        return graph.Gather(graph.Constant([.. Table.Select(group => (long)group)], Table.Length), graph.Cast(place, TensorType.Int64));
    }

    /// <summary>Group by 9 · (r − 1) + (f + m − 2).</summary>
    private static int[] Table { get; } =
        [.. from r in Enumerable.Range(1, 5) from fm in Enumerable.Range(2, 9) select IndexOf(RfmGroups.Of(r, fm / 2, fm - (fm / 2)))];

    private static int IndexOf(string group) => Enumerable.Range(0, RfmGroups.All.Count).First(i => RfmGroups.All[i] == group);

    /// <summary>How many bounds a value exceeds: one less than its quintile. An undefined value exceeds none.</summary>
    private static int Above(float[] bounds, float value) => bounds.Count(bound => value > bound);

    private static float[] Narrow(IReadOnlyList<double> bounds) => [.. bounds.Select(bound => (float)bound)];
}

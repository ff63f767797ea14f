using Insight.Features;
using Insight.Onnx;
using Insight.Training.BuyTillYouDie;
using Insight.Training.Data;
using Insight.Training.Learners;

namespace Insight.Training.Purchase;

/// <summary>
/// x, t_x and T of BG/NBD and its kin over the columns of the feature vector, in days. Undefined columns count as 0: a customer first seen today. t_x is read as T less the
/// days since the last purchase, so that a reason names what a shop asks for, when the last order was.
/// </summary>
internal static class BuyerColumns
{
    private static readonly int Frequency = FeatureVector.IndexOf("frequency");
    private static readonly int FirstToLast = FeatureVector.IndexOf("first_to_last_days");
    private static readonly int SinceLast = FeatureVector.IndexOf("days_since_last");
    private static readonly int Age = FeatureVector.IndexOf("age_days");

    /// <summary>What <see cref="Read"/> reads.</summary>
    public static IReadOnlyList<int> All { get; } = [Frequency, SinceLast, Age];

    /// <summary>Customers to fit on, those who look alike as one; empty where nobody bought again, from whom nothing can be learnt.</summary>
    public static IReadOnlyList<BuyerSummary> Summaries(LabelledRows rows) => rows.Features.Any(row => row[Frequency] > 0)
        ? [.. rows.Features.GroupBy(row => (row[Frequency], row[FirstToLast], row[Age])).Select(group => new BuyerSummary(group.Key.Item1, group.Key.Item2, group.Key.Item3, group.Count()))]
        : [];

    public static (double X, double Tx, double T) Read(ReadOnlySpan<float> row)
    {
        double age = Known(row[Age]);
        return (Known(row[Frequency]), Math.Max(0, age - Known(row[SinceLast])), age);

        static double Known(float value) => float.IsNaN(value) ? 0 : value;
    }

    /// <summary>The same in a graph: double [N] each.</summary>
    public static (Value X, Value Tx, Value T) Append(GraphBuilder graph, Value features)
    {
        Value raw = graph.Gather(features, graph.Constant([Frequency, SinceLast, (long)Age], 3), axis: 1);
        Value known = graph.Where(graph.IsNaN(raw), graph.Scalar(0d), graph.Cast(raw, TensorType.Double));
        Value Column(long place) => graph.Gather(known, graph.Scalar(place), axis: 1);
        Value age = Column(2);
        return (Column(0), graph.Relu(age - Column(1)), age);
    }
}

using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Losses;

/// <summary>Labels of examples, or of each step with how much it counts.</summary>
internal static class StepTargets
{
    public static NetworkInput[] Of(string target, bool steps, string? table = null, long? classes = null) => steps
        ? [new(target, TensorType.Int64, ["N", "L"], table, classes), new(WeightOf(target), TensorType.Float, ["N", "L"])]
        : [new(target, TensorType.Int64, ["N"], table, classes)];

    /// <summary>Brings one loss per label to one per example.</summary>
    public static (Value Loss, Value Amount) PerExample(Value loss, string target, IReadOnlyDictionary<string, Value> targets)
    {
        if (!targets.TryGetValue(WeightOf(target), out Value? weight))
        {
            return (loss, LossShapes.Ones(loss));
        }

        return (loss.Graph.ReduceSum(loss * weight, [1]), loss.Graph.ReduceSum(weight, [1]));
    }

    private static string WeightOf(string target) => $"{target}_weight";
}

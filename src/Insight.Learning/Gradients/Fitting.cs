using Insight.Onnx;

namespace Insight.Learning.Gradients;

/// <summary>Undoes broadcasting. A size that is not known is taken to be the same on both sides.</summary>
internal static class Fitting
{
    /// <summary>Sums a gradient over the dimensions in which its value was repeated.</summary>
    public static Value Reduce(Value gradient, Value value)
    {
        if (gradient.Shape is not Shape wide || value.Shape is not Shape narrow)
        {
            return gradient;
        }

        long[] axes = RepeatedAxes(wide, narrow);
        int leading = wide.Count - narrow.Count;
        Value sum = gradient;
        if (axes.Length > 0)
        {
            bool keepDims = axes.Length != leading || axes[^1] != leading - 1;
            sum = gradient.Graph.ReduceSum(gradient, axes, keepDims);
        }

        long[] extra = [.. Enumerable.Range(0, Math.Max(0, sum.Shape!.Count - narrow.Count)).Select(i => (long)i)]; // a reduction of a known rank has a known rank
        return extra.Length == 0 ? sum : sum.Graph.Squeeze(sum, extra);
    }

    /// <summary>Whether the gradient must be repeated to reach the value's shape.</summary>
    public static bool IsNarrower(Shape? gradient, Shape? value) =>
        gradient is not null && value is not null
        && (gradient.Count < value.Count || gradient.Where((dim, i) => dim.Size == 1 && value[i].Size != 1).Any());

    /// <summary>Whether undoing the broadcasting sums over the gradient's first dimension, so that several gradients can be joined along it.</summary>
    public static bool IsSummedOverRows(Shape? gradient, Shape? value) =>
        gradient is not null && value is not null && RepeatedAxes(gradient, value) is [0, ..];

    /// <summary>What gradients that can be joined along their first dimension agree in.</summary>
    public static string WithoutRows(Shape? gradient) => string.Join(',', gradient!.Skip(1)); // known, or it would not be summed over rows

    private static long[] RepeatedAxes(Shape wide, Shape narrow)
    {
        int leading = wide.Count - narrow.Count;
        return [.. Enumerable.Range(0, wide.Count).Where(i => wide[i].Size != 1 && (i < leading || narrow[i - leading].Size == 1)).Select(i => (long)i)];
    }
}

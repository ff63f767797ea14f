using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>Sums, means and extremes over axes.</summary>
internal static class ReductionRules
{
    public static Func<Contribution>?[] Sum(Call c) => [() => Kept(c, c.Gradient), null];

    public static Func<Contribution>?[] Mean(Call c)
    {
        long count = Axes(c).Aggregate(1L, (product, axis) => product * (c.ShapeOf(0)[axis].Size ?? throw c.Unsupported($"the size of axis {axis} of {c[0]} is not known")));
        return [() => Kept(c, c.Gradient * (1.0 / count)), null];
    }

    /// <summary>Equal elements share the gradient.</summary>
    public static Func<Contribution>?[] Extreme(Call c)
    {
        return [Share, null];

        Contribution Share()
        {
            GraphBuilder g = c.Graph;
            Value chosen = g.Cast(g.Equal(c[0], Kept(c, c.Result)), c.Gradient.Type);
            Value count = g.ReduceSum(chosen, [.. Axes(c).Select(axis => (long)axis)], keepDims: true);
            return chosen * (Kept(c, c.Gradient) / count);
        }
    }

    /// <summary>What an element was added to lies on its other side.</summary>
    public static Func<Contribution>?[] CumSum(Call c) =>
    [
        () => c.Graph.CumSum(c.Gradient, c.Setting(1)![0], c.Attribute("exclusive", 0L) != 0, c.Attribute("reverse", 0L) == 0), // the axis is required
        null,
    ];

    /// <summary>A reduced value with the reduced dimensions put back as 1, so that it broadcasts against the input.</summary>
    private static Value Kept(Call c, Value reduced) =>
        c.Attribute("keepdims", 1L) != 0 ? reduced : c.Graph.Unsqueeze(reduced, [.. Axes(c).Select(axis => (long)axis)]);

    /// <summary>The reduced dimensions, in order.</summary>
    private static int[] Axes(Call c)
    {
        int rank = c.ShapeOf(0).Count;
        return c.Setting(1) is { Length: > 0 } axes ? [.. axes.Select(axis => c.Axis(axis, rank)).Order()] : [.. Enumerable.Range(0, rank)];
    }
}

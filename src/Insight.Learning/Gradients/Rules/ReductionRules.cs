using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>Sums, means and extremes over axes.</summary>
internal static class ReductionRules
{
    public static Func<Contribution>?[] Sum(Call c) => [() => Kept(c, c.Gradient), null];

    /// <summary>A gradient with the reduced dimensions put back as 1, so that it broadcasts against the input.</summary>
    private static Value Kept(Call c, Value reduced)
    {
        Shape shape = c.ShapeOf(0);
        long[] axes = c.Setting(1) ?? [];
        if (axes.Length == 0 && c.Attribute("noop_with_empty_axes", 0L) != 0)
        {
            return reduced;
        }

        HashSet<int> gone = [.. axes.Length == 0 ? Enumerable.Range(0, shape.Count) : axes.Select(axis => c.Axis(axis, shape.Count))];
        return c.Attribute("keepdims", 1L) != 0 ? reduced : c.Graph.Unsqueeze(reduced, [.. gone.Order().Select(axis => (long)axis)]);
    }
}

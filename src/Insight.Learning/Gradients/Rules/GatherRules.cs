using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>Operators that take elements at indices.</summary>
internal static class GatherRules
{
    /// <summary>A fixed run of places is a piece; everything else is scattered back.</summary>
    public static Func<Contribution>?[] Gather(Call c) => [() => Taken(c), null];

    /// <summary>Puts elements back to their places; where several came from one place, they add up.</summary>
    public static Func<Contribution>?[] GatherElements(Call c) =>
    [
        () => c.Graph.ScatterElements(c.Graph.Expand(c.Number(0), c[0]), c[1], c.Gradient, c.Attribute("axis", 0L), "add"),
        null,
    ];

    private static Contribution Taken(Call c)
    {
        GraphBuilder g = c.Graph;
        Shape shape = c.ShapeOf(0);
        Shape indices = c.ShapeOf(1);
        int axis = c.Axis(c.Attribute("axis", 0L), shape.Count);
        Dim count = indices.IsFullyKnown ? indices.Aggregate(1L, (product, dim) => product * dim.Size!.Value) : default(Dim);
        Value gradient = indices.Count == 1 ? c.Gradient : g.Reshape(c.Gradient, [.. shape.Select((dim, i) => i == axis ? count : dim)]);
        if (c[1].Constant?.Data is long[] places && shape[axis].Size is long size && Run(places, size) is (long start, long end))
        {
            return new Contribution.Piece(axis, start, end, gradient);
        }

        return new Contribution.Taken(axis, indices.Count == 1 ? c[1] : g.Reshape(c[1], [count]), gradient);
    }

    private static (long Start, long End)? Run(long[] places, long size)
    {
        long[] positive = [.. places.Select(place => place < 0 ? place + size : place)];
        return positive.Length > 0 && positive.Select((place, i) => place - i).Distinct().Count() == 1 ? (positive[0], positive[^1] + 1) : null;
    }
}

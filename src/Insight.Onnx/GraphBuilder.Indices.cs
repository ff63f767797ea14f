namespace Insight.Onnx;

/// <content>Operators that take elements from places and put them there.</content>
public sealed partial class GraphBuilder
{
    /// <summary>Takes the elements at <paramref name="indices"/> (int64) along one axis.</summary>
    public Value Gather(Value x, Value indices, long axis = 0)
    {
        RequireType("Gather", indices, TensorType.Int64);
        Shape? shape = null;
        if (x.Shape is Shape source && indices.Shape is Shape taken)
        {
            int at = source.Axis(axis, "Gather");
            shape = [.. source.Take(at), .. taken, .. source.Skip(at + 1)];
        }

        return Apply("Gather", x.Type, shape, [x, indices], [("axis", axis)]);
    }

    /// <summary>The largest elements along one axis, the largest first; of equal ones those that stand first.</summary>
    /// <param name="x">Where to look.</param>
    /// <param name="count">How many; not more than there are.</param>
    /// <param name="axis">The axis.</param>
    /// <returns>The elements, and their places along the axis (int64).</returns>
    /// <exception cref="ArgumentException">There are fewer elements along the axis; the message names the shape.</exception>
    public (Value Values, Value Places) TopK(Value x, long count, long axis = -1)
    {
        Shape? shape = null;
        if (x.Shape is not null)
        {
            int at = x.Shape.Axis(axis, "TopK");
            shape = x.Shape[at].Size is long size && size < count ? throw new ArgumentException($"TopK: shape {x.Shape} has no {count} elements along axis {axis}.") : x.Shape.With(at, count);
        }

        return TopK(x, Constant([count]), shape, axis);
    }

    /// <summary>The same where the number of elements is known only when the graph runs.</summary>
    /// <param name="x">Where to look.</param>
    /// <param name="count">int64 [1]: how many; not more than there are.</param>
    /// <param name="axis">The axis.</param>
    public (Value Values, Value Places) TopK(Value x, Value count, long axis = -1)
    {
        RequireType("TopK", count, TensorType.Int64);
        return TopK(x, count, x.Shape?.With(x.Shape.Axis(axis, "TopK"), default(Dim)), axis);
    }

    private (Value Values, Value Places) TopK(Value x, Value count, Shape? shape, long axis)
    {
        IReadOnlyList<Value> found = ApplyMany("TopK", [(x.Type, shape), (TensorType.Int64, shape)], [x, count], [("axis", axis)]);
        return (found[0], found[1]);
    }

    /// <summary>Takes elements of <paramref name="x"/>, of which only the place along one axis is given; the others are those of the index itself.</summary>
    public Value GatherElements(Value x, Value indices, long axis = 0)
    {
        RequireType("GatherElements", indices, TensorType.Int64);
        return Apply("GatherElements", x.Type, indices.Shape, [x, indices], [("axis", axis)]);
    }

    /// <summary>The opposite of <see cref="GatherElements"/>: a copy of <paramref name="x"/> with <paramref name="updates"/> put at places along one axis.</summary>
    /// <param name="x">What is copied.</param>
    /// <param name="indices">Places along the axis, int64 or int32, of the shape of the updates.</param>
    /// <param name="updates">What goes there.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="reduction"><c>none</c> to replace what is there, where no place may come twice; <c>add</c> to add to it.</param>
    public Value ScatterElements(Value x, Value indices, Value updates, long axis = 0, string reduction = "none")
    {
        if (indices.Type != TensorType.Int32)
        {
            RequireType("ScatterElements", indices, TensorType.Int64);
        }

        RequireSameType("ScatterElements", x, updates);
        return Apply("ScatterElements", x.Type, x.Shape, [x, indices, updates], [("axis", axis), ("reduction", reduction)]);
    }

    /// <summary>A copy of <paramref name="x"/> with <paramref name="updates"/> put at places given by leading coordinates.</summary>
    /// <param name="x">What is copied.</param>
    /// <param name="indices">[.., k], int64: the first k coordinates of each place.</param>
    /// <param name="updates">[.., what remains of x's shape after k dimensions].</param>
    /// <param name="reduction"><c>none</c> to replace what is there, where no place may come twice; <c>add</c> to add to it.</param>
    public Value ScatterND(Value x, Value indices, Value updates, string reduction = "none")
    {
        RequireType("ScatterND", indices, TensorType.Int64);
        RequireSameType("ScatterND", x, updates);
        return Apply("ScatterND", x.Type, x.Shape, [x, indices, updates], [("reduction", reduction)]);
    }
}

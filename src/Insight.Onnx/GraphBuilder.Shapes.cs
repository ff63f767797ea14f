namespace Insight.Onnx;

/// <content>Operators that move elements without changing them.</content>
public sealed partial class GraphBuilder
{
    /// <summary>Joins values along one axis; their other dimensions agree.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names both.</exception>
    public Value Concat(long axis, params ReadOnlySpan<Value> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("Concat: at least one value is needed.");
        }

        Shape? shape = values[0].Shape;
        foreach (Value next in values[1..])
        {
            RequireSameType("Concat", values[0], next);
            shape = JoinedShape(shape, next.Shape, axis);
        }

        return Apply("Concat", values[0].Type, shape, values.ToArray(), [("axis", axis)]);
    }

    /// <summary>The same elements under other sizes: −1 stands for what is left over, 0 for the size at that place.</summary>
    public Value Reshape(Value x, params ReadOnlySpan<long> sizes)
    {
        var dims = new Dim[sizes.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            dims[i] = sizes[i] > 0 ? sizes[i] : sizes[i] == 0 && x.Shape is not null && i < x.Shape.Count ? x.Shape[i] : default;
        }

        Shape shape = Completed(x.Shape, [.. dims]);
        return Apply("Reshape", x.Type, shape, [x, Constant(sizes, sizes.Length)]);
    }

    /// <summary>The same elements under another shape, of which one size at most may be unknown. Unlike with plain sizes, 0 is no elements.</summary>
    /// <exception cref="ArgumentException">The numbers of elements differ, or more than one size is unknown; the message names the shapes.</exception>
    public Value Reshape(Value x, Shape shape)
    {
        if (shape.Count(dim => !dim.IsKnown) > 1)
        {
            throw new ArgumentException($"Reshape: more than one size of {shape} is unknown.");
        }

        Shape completed = Completed(x.Shape, shape);
        long[] sizes = [.. completed.Select(dim => dim.Size ?? -1)];
        Value target = Constant(sizes, sizes.Length);
        return Apply("Reshape", x.Type, completed, [x, target], sizes.Contains(0) ? [("allowzero", 1L)] : []);
    }

    /// <summary>Removes dimensions of size 1.</summary>
    public Value Squeeze(Value x, params ReadOnlySpan<long> axes)
    {
        Shape? shape = null;
        if (x.Shape is not null)
        {
            var removed = new HashSet<int>();
            foreach (long axis in axes)
            {
                int at = x.Shape.Axis(axis, "Squeeze");
                removed.Add(x.Shape[at].Size is null or 1 ? at : throw new ArgumentException($"Squeeze: axis {axis} of shape {x.Shape} is not 1."));
            }

            shape = [.. x.Shape.Where((_, i) => !removed.Contains(i))];
        }

        return Apply("Squeeze", x.Type, shape, [x, Constant(axes, axes.Length)]);
    }

    /// <summary>Inserts dimensions of size 1; the axes are places in the result.</summary>
    public Value Unsqueeze(Value x, params ReadOnlySpan<long> axes)
    {
        Shape? shape = null;
        if (x.Shape is not null)
        {
            Shape frame = [.. Enumerable.Repeat((Dim)1, x.Shape.Count + axes.Length)];
            var inserted = new HashSet<int>();
            foreach (long axis in axes)
            {
                inserted.Add(frame.Axis(axis, "Unsqueeze"));
            }

            var rest = new Queue<Dim>(x.Shape);
            shape = [.. frame.Select((one, i) => inserted.Contains(i) ? one : rest.Dequeue())];
        }

        return Apply("Unsqueeze", x.Type, shape, [x, Constant(axes, axes.Length)]);
    }

    /// <summary>Cuts from <paramref name="start"/> up to, not including, <paramref name="end"/> along one axis; negative places count from the end.</summary>
    public Value Slice(Value x, long axis, long start, long end, long step = 1)
    {
        Shape? shape = null;
        if (x.Shape is not null)
        {
            int at = x.Shape.Axis(axis, "Slice");
            shape = x.Shape.With(at, x.Shape[at].Size is long size ? SliceSize(size, start, end, step) : default(Dim));
        }

        return Apply("Slice", x.Type, shape, [x, Constant([start]), Constant([end]), Constant([axis]), Constant([step])]);
    }

    /// <summary>Cuts a value along one axis into parts of the given sizes, which cover it.</summary>
    /// <exception cref="ArgumentException">The sizes do not add up to the axis; the message says to what they do.</exception>
    public IReadOnlyList<Value> Split(Value x, long axis, params ReadOnlySpan<long> sizes)
    {
        long[] parts = sizes.ToArray();
        int? at = x.Shape?.Axis(axis, "Split");
        if (at is int known && x.Shape![known].Size is long size && size != parts.Sum())
        {
            throw new ArgumentException($"Split: parts of {Shape.Of(parts)} add up to {parts.Sum()}, but axis {axis} of shape {x.Shape} has {size}.");
        }

        return ApplyMany("Split", [.. parts.Select(part => (x.Type, at is int i ? x.Shape!.With(i, part) : null))], [x, Constant(parts)], [("axis", axis)]);
    }

    /// <summary>Permutes the dimensions: dimension i of the result is dimension <c>order[i]</c> of <paramref name="x"/>.</summary>
    public Value Transpose(Value x, params ReadOnlySpan<long> order)
    {
        Shape? shape = null;
        long[] permutation = order.ToArray();
        if (x.Shape is Shape source)
        {
            if (!permutation.Order().SequenceEqual(Enumerable.Range(0, source.Count).Select(i => (long)i)))
            {
                throw new ArgumentException($"Transpose: order {Shape.Of(order)} is not a permutation of the dimensions of {source}.");
            }

            shape = [.. permutation.Select(i => source[(int)i])];
        }

        return Apply("Transpose", x.Type, shape, [x], [("perm", permutation)]);
    }

    private static long Elements(Shape shape) => shape.Aggregate(1L, (product, dim) => product * dim.Size!.Value); // called when all are known

    /// <summary>The shape with its one unknown size worked out, where the source's sizes are known.</summary>
    private static Shape Completed(Shape? source, Shape shape)
    {
        if (source is not { IsFullyKnown: true } || shape.Count(dim => !dim.IsKnown) > 1)
        {
            return shape;
        }

        int open = shape.ToList().FindIndex(dim => !dim.IsKnown);
        long known = shape.Aggregate(1L, (product, dim) => product * (dim.Size ?? 1));
        if (open >= 0 && known > 0 && Elements(source) % known == 0)
        {
            return shape.With(open, Elements(source) / known);
        }

        return open < 0 && known == Elements(source)
            ? shape
            : throw new ArgumentException($"Reshape: shape {source} has {Elements(source)} elements and {shape} has {(open < 0 ? "" : "a multiple of ")}{known}.");
    }

    private static Dim SliceSize(long size, long start, long end, long step)
    {
        if (step == 0)
        {
            throw new ArgumentException("Slice: step 0.");
        }

        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? size : size - 1;
        long first = Math.Clamp(start < 0 ? start + size : start, low, high);
        long last = Math.Clamp(end < 0 ? end + size : end, low, high);
        return Math.Max(0, (last - first + step - Math.Sign(step)) / step);
    }

    private static Shape? JoinedShape(Shape? left, Shape? right, long axis)
    {
        if (left is null || right is null)
        {
            return null;
        }

        int at = left.Axis(axis, "Concat");
        bool fits = left.Count == right.Count
            && left.Zip(right).Where((_, i) => i != at).All(pair => !pair.First.IsKnown || !pair.Second.IsKnown || pair.First == pair.Second);
        if (!fits)
        {
            throw new ArgumentException($"Concat: shapes {left} and {right} do not fit along axis {axis}.");
        }

        return left.With(at, left[at].Size + right[at].Size is long joined ? joined : default(Dim));
    }
}

namespace Insight.Onnx;

/// <content>Operators that make a value larger.</content>
public sealed partial class GraphBuilder
{
    /// <summary>Repeats along dimensions of size 1, or new leading ones, until the shape is reached.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the wanted one is not known; the message names them.</exception>
    public Value Expand(Value x, Shape shape)
    {
        if (!shape.IsFullyKnown)
        {
            throw new ArgumentException($"Expand: shape {shape} is not known; expand to the sizes of a value.");
        }

        Shape? result = Shape.Broadcast(x.Shape, shape, "Expand");
        if (result is { IsFullyKnown: true } && Elements(result) == 0)
        {
            // ONNX Runtime 1.31 leaves a size of 1 as it is where the wanted size is 0.
            return Constant(Tensor.Of(x.Type, [], [.. result.Select(dim => dim.Size!.Value)])); // known, see above
        }

        return Apply("Expand", x.Type, result, [x, Constant([.. shape.Select(dim => dim.Size!.Value)], shape.Count)]); // known, see above
    }

    /// <summary>Repeats until the shape of <paramref name="like"/> is reached, which may be known at run time only.</summary>
    public Value Expand(Value x, Value like) =>
        like.Shape is { IsFullyKnown: true } shape
            ? Expand(x, shape)
            : Apply("Expand", x.Type, Shape.Broadcast(x.Shape, like.Shape, "Expand"), [x, SizesOf(like)]);

    /// <summary>A value's sizes at run time, a vector.</summary>
    public Value SizesOf(Value x) => Apply("Shape", TensorType.Int64, [x.Shape is null ? default : (Dim)x.Shape.Count], [x]);

    /// <summary>Zeros of a known shape, computed and so without space in the file.</summary>
    public Value Zeros(TensorType type, Shape shape) => Expand(Scalar(0, type), shape);

    /// <summary>Puts copies of a value side by side, <paramref name="repeats"/> along each dimension.</summary>
    /// <exception cref="ArgumentException">There is not one number for each dimension; the message names the shape.</exception>
    public Value Tile(Value x, params ReadOnlySpan<long> repeats)
    {
        long[] counts = repeats.ToArray();
        if (x.Shape is not null && x.Shape.Count != counts.Length)
        {
            throw new ArgumentException($"Tile: {counts.Length} repeats were given for shape {x.Shape}.");
        }

        Shape? shape = x.Shape is null ? null : [.. x.Shape.Select((dim, i) => dim.Size is long size ? size * counts[i] : counts[i] == 1 ? dim : default)];
        return Apply("Tile", x.Type, shape, [x, Constant(counts)]);
    }

    /// <summary>Puts a number before and after a value along one axis.</summary>
    /// <exception cref="ArgumentException">The rank is not known, or there is no such axis.</exception>
    public Value Pad(Value x, long axis, long before, long after, double number = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        Shape source = x.Shape ?? throw new ArgumentException($"Pad: the rank of {x} is not known.");
        int at = source.Axis(axis, "Pad");

        // All axes are written out: ONNX Runtime 1.31 moves transpositions past a Pad as if it had no list of axes, and then fails.
        var pads = new long[2 * source.Count];
        pads[at] = before;
        pads[source.Count + at] = after;
        Shape shape = source.With(at, source[at].Size is long size ? before + size + after : default(Dim));
        return Apply("Pad", x.Type, shape, [x, Constant(pads), Scalar(number, x.Type)]);
    }
}

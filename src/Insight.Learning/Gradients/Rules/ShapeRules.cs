using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>Operators that move elements without changing them.</summary>
internal static class ShapeRules
{
    public static Func<Contribution>?[] Identity(Call c) => [() => c.Gradient];

    public static Func<Contribution>?[] Cast(Call c) => [() => c.Graph.Cast(c.Gradient, c[0].Type)];

    /// <summary>Also of Squeeze and Unsqueeze, which only name the new shape otherwise.</summary>
    public static Func<Contribution>?[] Reshape(Call c) => [() => To(c.Gradient, c[0])];

    public static Func<Contribution>?[] Transpose(Call c)
    {
        long[] order = c.Attribute<long[]>("perm", [.. Enumerable.Range(0, c.ShapeOf(0).Count).Reverse().Select(i => (long)i)]);
        return [() => c.Graph.Transpose(c.Gradient, [.. order.Select((_, i) => (long)Array.IndexOf(order, i))])];
    }

    public static Func<Contribution>?[] Expand(Call c) => [() => c.Gradient, null];

    /// <summary>Sums over the copies.</summary>
    public static Func<Contribution>?[] Tile(Call c)
    {
        return [Summed, null];

        Contribution Summed()
        {
            long[] repeats = c.Setting(1)!; // the repeats are required
            Shape shape = c.ShapeOf(0);
            List<Dim> dims = [];
            List<long> copies = [];
            for (int i = 0; i < repeats.Length; i++)
            {
                if (repeats[i] != 1)
                {
                    copies.Add(dims.Count);
                    dims.Add(repeats[i]);
                }

                dims.Add(shape[i]);
            }

            return copies.Count == 0 ? c.Gradient : c.Graph.ReduceSum(c.Graph.Reshape(c.Gradient, [.. dims]), [.. copies]);
        }
    }

    /// <summary>Cuts the padding off again.</summary>
    public static Func<Contribution>?[] Pad(Call c)
    {
        if (c.Attribute("mode", "constant") != "constant" || c.Needs(2))
        {
            throw c.Unsupported("it pads with something else than a fixed number");
        }

        return [Inner];

        Contribution Inner()
        {
            long[] pads = c.Setting(1)!; // the pads are required
            int padded = pads.Length / 2;
            long[]? axes = c.Setting(3);
            Value inner = c.Gradient;
            for (int i = 0; i < padded; i++)
            {
                if (pads[i] != 0 || pads[padded + i] != 0)
                {
                    inner = c.Graph.Slice(inner, axes?[i] ?? i, pads[i], pads[padded + i] == 0 ? long.MaxValue : -pads[padded + i]);
                }
            }

            return inner;
        }
    }

    /// <summary>A slice of step 1 is a piece of its input; any other is elements taken at places.</summary>
    public static Func<Contribution>?[] Slice(Call c) => [() => Part(c), null, null, null, null];

    /// <summary>Each output is a piece, and the pieces are put together again when all are there.</summary>
    public static Func<Contribution>?[] Split(Call c)
    {
        int axis = c.Axis(c.Attribute("axis", 0L), c.ShapeOf(0).Count);
        long[] sizes = c.Setting(1) ?? throw c.Unsupported("the sizes of its parts are not given");
        long start = sizes.Take(c.Output).Sum();
        return [() => new Contribution.Piece(axis, start, start + sizes[c.Output], c.Gradient), null];
    }

    /// <summary>One node cuts the gradient, unless only one part of it is wanted.</summary>
    public static Func<Contribution>?[] Concat(Call c)
    {
        int inputs = c.Node.Inputs.Count;
        int axis = c.Axis(c.Attribute("axis", 0L), c.ShapeOf(0).Count);
        long[] sizes = [.. Enumerable.Range(0, inputs).Select(i => c.ShapeOf(i)[axis].Size ?? throw c.Unsupported($"the size of axis {axis} of {c[i]} is not known"))];
        if (Enumerable.Range(0, inputs).Count(c.Needs) == 1)
        {
            return [.. sizes.Select((size, i) => (Func<Contribution>)(() => c.Graph.Slice(c.Gradient, axis, sizes.Take(i).Sum(), sizes.Take(i).Sum() + size)))];
        }

        IReadOnlyList<Value> parts = c.Graph.Split(c.Gradient, axis, sizes);
        return [.. parts.Select(part => (Func<Contribution>)(() => part))];
    }

    /// <summary>Brings a gradient to the shape of <paramref name="like"/>, which has as many elements.</summary>
    internal static Value To(Value gradient, Value like)
    {
        GraphBuilder g = gradient.Graph;
        return like.Shape is Shape shape && shape.Count(dim => !dim.IsKnown) <= 1
            ? g.Reshape(gradient, shape)
            : g.Apply("Reshape", gradient.Type, like.Shape, [gradient, g.SizesOf(like)], [("allowzero", 1L)]);
    }

    private static Contribution Part(Call c)
    {
        Shape shape = c.ShapeOf(0);
        long[] steps = c.Setting(4) ?? [1];
        if (c.Setting(1) is not [long start] || c.Setting(2) is not [long end] || c.Setting(3) is not [long along] || steps is not [long step])
        {
            throw c.Unsupported("it cuts along several axes at once");
        }

        int axis = c.Axis(along, shape.Count);
        long size = shape[axis].Size ?? throw c.Unsupported($"the size of axis {axis} of {c[0]} is not known");
        long count = c.Result.Shape![axis].Size!.Value; // known, since the input's is
        long low = step > 0 ? 0 : -1;
        long first = Math.Clamp(start < 0 ? start + size : start, low, low + size);
        return step == 1
            ? new Contribution.Piece(axis, first, first + count, c.Gradient)
            : new Contribution.Taken(axis, c.Graph.Constant([.. Enumerable.Range(0, (int)count).Select(i => first + (i * step))], count), c.Gradient);
    }
}

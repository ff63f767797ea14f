using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>Operators that move a window along the last of [N, channels, length].</summary>
internal static class ConvolutionRules
{
    /// <summary>
    /// The transposed convolution for the signal; one product for the kernels, of what they saw at all places with the gradient there. (As a convolution with examples and
    /// channels swapped the latter takes four to eight times as long in ONNX Runtime 1.31.)
    /// </summary>
    public static Func<Contribution>?[] Conv(Call c)
    {
        GraphBuilder g = c.Graph;
        (Shape signal, Shape kernels) = (c.ShapeOf(0), c.ShapeOf(1));
        if (c.Attribute("group", 1L) != 1
            || signal is not [Dim examples, { Size: long channels }, { Size: long length }]
            || kernels is not [{ Size: long count }, _, { Size: long size }])
        {
            throw c.Unsupported($"shapes {signal} and {kernels} are not [N, channels, length] and [kernels, channels, size] with known sizes in one group");
        }

        Window window = WindowOf(c);
        long places = c.Result.Shape![2].Size!.Value; // known when the length is
        Dim rows = examples.Size is long n ? n * places : default(Dim);
        return
        [
            () => g.ConvTranspose(c.Gradient, c[1], window, length),
            Kernels,
            () => g.ReduceSum(c.Gradient, [0, 2]),
        ];

        Contribution Kernels()
        {
            Value byPlace = g.Transpose(c[0], 0, 2, 1);
            if (window.Before + window.After > 0)
            {
                byPlace = g.Pad(byPlace, 1, window.Before, window.After);
            }

            long reach = ((places - 1) * window.Stride) + 1;
            Value seen = g.Concat(2, [.. Enumerable.Range(0, (int)size).Select(k => g.Slice(byPlace, 1, k * window.Dilation, (k * window.Dilation) + reach, window.Stride))]);
            Value gradient = g.Reshape(g.Transpose(c.Gradient, 1, 0, 2), [count, rows]);
            Value product = g.MatMul(gradient, g.Reshape(seen, [rows, size * channels]));
            return g.Transpose(g.Reshape(product, [count, size, channels]), 0, 2, 1);
        }
    }

    /// <summary>To the element that was the largest, the first one of equals.</summary>
    public static Func<Contribution>?[] MaxPool(Call c)
    {
        return [Scattered];

        Contribution Scattered()
        {
            // Asked for again together with the places, so that the graph that serves does not keep them.
            GraphBuilder g = c.Graph;
            Shape shape = c.Result.Shape ?? throw c.Unsupported($"the rank of {c[0]} is not known");
            IReadOnlyList<Value> pooled = g.ApplyMany(
                "MaxPool", [(c.Result.Type, shape), (TensorType.Int64, shape)], c.Node.Inputs, [.. c.Node.Attributes.Select(attribute => (attribute.Key, attribute.Value))]);
            Value zeros = g.Reshape(g.Expand(c.Number(0), c[0]), -1);
            return ShapeRules.To(g.ScatterElements(zeros, g.Reshape(pooled[1], -1), g.Reshape(c.Gradient, -1), 0, "add"), c[0]);
        }
    }

    /// <summary>Spreads each mean evenly over what it was taken of: a transposed convolution of every channel for itself with ones.</summary>
    public static Func<Contribution>?[] AveragePool(Call c)
    {
        GraphBuilder g = c.Graph;
        if (c.ShapeOf(0) is not [Dim examples, { Size: long channels }, { Size: long length }] || c.Attribute("count_include_pad", 0L) != 0)
        {
            throw c.Unsupported($"shape {c.ShapeOf(0)} is not [N, channels, length] of known sizes, or padding is counted");
        }

        Window window = WindowOf(c);
        long size = c.Attribute<long[]>("kernel_shape", [])[0];
        long places = c.Result.Shape![2].Size!.Value; // known when the length is
        return [Spread];

        Contribution Spread()
        {
            double[] shares = [.. Enumerable.Range(0, (int)places).Select(place => 1.0 / Covered((place * window.Stride) - window.Before))];
            Value share = c.Gradient * g.Constant(Tensor.Of(c.Gradient.Type, shares, places));
            Value ones = g.Constant(Tensor.Of(c.Gradient.Type, [.. Enumerable.Repeat(1.0, (int)size)], 1, 1, size));
            Dim rows = examples.Size is long n ? n * channels : default(Dim);
            return g.Reshape(g.ConvTranspose(g.Reshape(share, [rows, 1, places]), ones, window, length), [examples, channels, length]);
        }

        long Covered(long start) => Math.Min(start + size, length) - Math.Max(start, 0);
    }

    private static Window WindowOf(Call c)
    {
        if (c.Attribute("auto_pad", "NOTSET") != "NOTSET" || c.Attribute("ceil_mode", 0L) != 0)
        {
            throw c.Unsupported("it derives its padding or rounds up");
        }

        long[] pads = c.Attribute<long[]>("pads", [0, 0]);
        return new Window(c.Attribute<long[]>("strides", [1])[0], c.Attribute<long[]>("dilations", [1])[0], pads[0], pads[1]);
    }
}

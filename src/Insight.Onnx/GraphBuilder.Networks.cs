namespace Insight.Onnx;

/// <content>Normalisation, and convolution and pooling over one dimension, the last of [N, channels, length].</content>
public sealed partial class GraphBuilder
{
    /// <summary>(x − mean) / √(variance + epsilon) · scale + bias, mean and variance taken over <paramref name="axis"/> and all dimensions after it.</summary>
    /// <remarks>Ba, Kiros and Hinton (2016), eq. 4. The node's second and third output are the mean and the reciprocal deviation, always in Float.</remarks>
    /// <exception cref="ArgumentException">Scale or bias does not suit x; the message names both shapes.</exception>
    public Value LayerNormalization(Value x, Value scale, Value bias, long axis = -1, float epsilon = 1e-5f)
    {
        RequireSameType("LayerNormalization", x, scale);
        RequireSameType("LayerNormalization", x, bias);
        _ = Shape.Broadcast(x.Shape, scale.Shape, "LayerNormalization");
        _ = Shape.Broadcast(x.Shape, bias.Shape, "LayerNormalization");
        Shape? single = null;
        if (x.Shape is not null)
        {
            int at = x.Shape.Axis(axis, "LayerNormalization");
            single = [.. x.Shape.Select((dim, i) => i < at ? dim : 1)];
        }

        return ApplyMany(
            "LayerNormalization", [(x.Type, x.Shape), (TensorType.Float, single), (TensorType.Float, single)], [x, scale, bias], [("axis", axis), ("epsilon", epsilon)])[0];
    }

    /// <summary>Correlates [N, channels, length] with each of the kernels: [N, kernels, places].</summary>
    /// <param name="x">The signal.</param>
    /// <param name="kernels">[kernels, channels, size].</param>
    /// <param name="bias">[kernels], added to each place; or null.</param>
    /// <param name="window">How the kernel moves.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the signal is shorter than the kernel; the message names both.</exception>
    public Value Conv(Value x, Value kernels, Value? bias = null, Window window = default)
    {
        RequireSameType("Conv", x, kernels);
        Shape? shape = null;
        if (x.Shape is Shape signal && kernels.Shape is Shape weights)
        {
            if (signal.Count != 3 || weights.Count != 3 || (signal[1].Size is long channels && weights[1].Size is long seen && channels != seen))
            {
                throw new ArgumentException($"Conv: shapes {signal} and {weights} are not [N, channels, length] and [kernels, channels, size].");
            }

            shape = [signal[0], weights[0], weights[2].Size is long size ? window.Places(signal, size, "Conv") : default];
        }

        return Apply("Conv", x.Type, shape, bias is null ? [x, kernels] : [x, kernels, bias], [.. window.Attributes(), ("dilations", new[] { window.Dilation })]);
    }

    /// <summary>Adds each kernel, times the number there, to the places that <see cref="Conv"/> would have seen: [N, channels, length].</summary>
    /// <param name="x">[N, kernels, places].</param>
    /// <param name="kernels">[kernels, channels, size].</param>
    /// <param name="window">How the kernel moves.</param>
    /// <param name="length">The result's length, which the places leave open when the stride is not 1.</param>
    /// <exception cref="ArgumentException">Sizes are not known; the message names both shapes.</exception>
    public Value ConvTranspose(Value x, Value kernels, Window window, long length)
    {
        RequireSameType("ConvTranspose", x, kernels);
        if (x.Shape is not [Dim examples, _, { Size: long places }] || kernels.Shape is not [_, { Size: long channels }, { Size: long size }])
        {
            throw new ArgumentException(
                $"ConvTranspose: shapes {x.Shape} and {kernels.Shape} should be [N, kernels, places] and [kernels, channels, size], all but N known.");
        }

        long reached = ((places - 1) * window.Stride) + ((size - 1) * window.Dilation) + 1 - window.Before - window.After;
        return Apply(
            "ConvTranspose",
            x.Type,
            [examples, channels, length],
            [x, kernels],
            [.. window.Attributes(), ("dilations", new[] { window.Dilation }), ("output_padding", new[] { length - reached })]);
    }

    /// <summary>The largest element that each window sees: [N, channels, places].</summary>
    /// <exception cref="ArgumentException">The signal is shorter than the window; the message names both.</exception>
    public Value MaxPool(Value x, long size, Window window = default) =>
        Apply("MaxPool", x.Type, Pooled(x, size, window, "MaxPool"), [x], [.. window.Attributes(), ("kernel_shape", new[] { size }), ("dilations", new[] { window.Dilation })]);

    /// <summary>The mean of what each window sees, padding not counted: [N, channels, places].</summary>
    /// <exception cref="ArgumentException">The signal is shorter than the window; the message names both.</exception>
    public Value AveragePool(Value x, long size, Window window = default) =>
        window.Dilation == 1
            ? Apply("AveragePool", x.Type, Pooled(x, size, window, "AveragePool"), [x], [.. window.Attributes(), ("kernel_shape", new[] { size })])
            : throw new ArgumentException("AveragePool: there is no dilation in this version of the operator.");

    private static Shape? Pooled(Value x, long size, Window window, string op) => x.Shape switch
    {
        null => null,
        { Count: 3 } shape => [shape[0], shape[1], window.Places(shape, size, op)],
        _ => throw new ArgumentException($"{op}: shape {x.Shape} is not [N, channels, length]."),
    };
}

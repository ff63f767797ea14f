namespace Insight.Onnx;

/// <summary>How a kernel moves along a signal. The default touches every place where the whole kernel fits.</summary>
public readonly record struct Window
{
    private readonly long beyondFirstStride;
    private readonly long beyondFirstDilation;

    /// <param name="stride">The distance between two places.</param>
    /// <param name="dilation">The distance between the elements that a kernel sees.</param>
    /// <param name="before">How much padding goes before the signal.</param>
    /// <param name="after">How much padding goes after it.</param>
    public Window(long stride = 1, long dilation = 1, long before = 0, long after = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        beyondFirstStride = stride - 1;
        beyondFirstDilation = dilation - 1;
        Before = before;
        After = after;
    }

    public long Stride => beyondFirstStride + 1;

    public long Dilation => beyondFirstDilation + 1;

    public long Before { get; }

    public long After { get; }

    /// <summary>At how many places of [.., length] a kernel is applied.</summary>
    internal Dim Places(Shape signal, long size, string op)
    {
        if (signal[^1].Size is not long length)
        {
            return default;
        }

        long room = Before + length + After - ((size - 1) * Dilation) - 1;
        return room >= 0
            ? (room / Stride) + 1
            : throw new ArgumentException($"{op}: a window of {size} (dilation {Dilation}, padding {Before} + {After}) does not fit into shape {signal}.");
    }

    internal IReadOnlyList<(string Name, object Value)> Attributes() => [("strides", new[] { Stride }), ("pads", new[] { Before, After })];
}

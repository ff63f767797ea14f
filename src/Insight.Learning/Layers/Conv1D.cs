using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>A convolution over steps: [N, L, inputs] → [N, places, filters].</summary>
/// <remarks>
/// Weights: <c>kernel</c> [filters, inputs, size], Glorot or, before a rectifier, He; <c>bias</c> [filters], zeros. What lies behind a sequence's end counts as zero, like
/// padding.
/// </remarks>
/// <param name="filters">The number of outputs of each place.</param>
/// <param name="size">How many steps a kernel sees.</param>
/// <param name="activation">Applied to the sums.</param>
/// <param name="padding">What is seen beyond the ends.</param>
/// <param name="stride">The distance between two places.</param>
/// <param name="dilation">The distance between two steps that a kernel sees.</param>
public sealed class Conv1D(
    long filters, long size, Activation activation = Activation.Identity, Padding padding = Padding.Valid, long stride = 1, long dilation = 1) : ISequenceLayer
{
    private readonly long _filters = filters > 0 ? filters : throw new ArgumentOutOfRangeException(nameof(filters), filters, "A layer has at least one filter.");
    private readonly long _size = size > 0 ? size : throw new ArgumentOutOfRangeException(nameof(size), size, "A kernel sees at least one step.");

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x) => Apply(scope, x, null).Output;

    /// <inheritdoc/>
    public (Value Output, Value? Lengths) Apply(Scope scope, Value x, Value? lengths)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(x);
        string path = scope.Path(this, "conv");
        long inputs = LayerShapes.Width(path, x, 3);
        SequenceMask.Require(path, x, lengths);
        GraphBuilder graph = scope.Graph;
        long beyond = (_size - 1) * dilation;
        (long before, long after) = padding switch
        {
            Padding.Valid => (0, 0),
            Padding.Same => (beyond / 2, beyond - (beyond / 2)),
            Padding.Causal => (beyond, 0L),
            _ => throw new ArgumentOutOfRangeException(nameof(padding), padding, "Not a padding."),
        };

        Value kernel = scope.Weight($"{path}/kernel", [_filters, inputs, _size], activation.Kernel(inputs * _size, _filters * _size));
        Value bias = scope.Weight($"{path}/bias", [_filters], Initializer.Zeros, penalized: false);
        Value signal = graph.Transpose(SequenceMask.Apply(x, lengths), 0, 2, 1);
        Value sums = graph.Transpose(graph.Conv(signal, kernel, bias, new Window(stride, dilation, before, after)), 0, 2, 1);
        Value? places = lengths is null ? null : SequenceMask.Places(lengths, padding == Padding.Valid ? beyond + 1 : 1, stride);
        return (SequenceMask.Apply(activation.Append(sums), places), places);
    }
}

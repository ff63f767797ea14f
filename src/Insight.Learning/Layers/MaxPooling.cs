using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>The largest element of each window over the steps, only where the window fits: [N, L, width] → [N, places, width].</summary>
/// <param name="size">How many steps a window sees.</param>
/// <param name="stride">The distance between two windows; 0 for their size.</param>
public sealed class MaxPooling(long size, long stride = 0) : ISequenceLayer
{
    private readonly long _size = size > 0 ? size : throw new ArgumentOutOfRangeException(nameof(size), size, "A window sees at least one step.");
    private readonly long _stride = stride >= 0 ? (stride == 0 ? size : stride) : throw new ArgumentOutOfRangeException(nameof(stride), stride, "A stride is not negative.");

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x) => Apply(scope, x, null).Output;

    /// <inheritdoc/>
    public (Value Output, Value? Lengths) Apply(Scope scope, Value x, Value? lengths) =>
        WindowPooling.Apply(nameof(MaxPooling), x, lengths, _size, _stride, (graph, signal) => graph.MaxPool(signal, _size, new Window(_stride)));
}

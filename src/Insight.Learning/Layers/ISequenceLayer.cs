using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>A layer over sequences [N, L, width] that may end early.</summary>
public interface ISequenceLayer : ILayer
{
    /// <summary>Adds this layer's nodes to the scope's graph.</summary>
    /// <param name="scope">Where weights come from and nodes go.</param>
    /// <param name="x">Sequences, examples first. What stands behind a sequence's end has no influence, as long as it is finite.</param>
    /// <param name="lengths">How many steps of each example count, int64 [N], 0 to L; null when all do.</param>
    /// <returns>The output, zero behind the ends where it is a sequence, and how many of its steps count; null when all do or when it has no steps.</returns>
    /// <exception cref="ArgumentException">The shape of <paramref name="x"/> does not suit the layer; the message names both.</exception>
    (Value Output, Value? Lengths) Apply(Scope scope, Value x, Value? lengths);
}

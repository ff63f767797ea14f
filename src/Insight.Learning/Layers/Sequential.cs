using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>Layers one behind the other. Those over sequences are told the sequences' lengths.</summary>
/// <param name="layers">In the order in which they are applied.</param>
public sealed class Sequential(params IReadOnlyList<ILayer> layers) : ISequenceLayer
{
    private readonly ILayer[] _layers = [.. layers];

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x) => Apply(scope, x, null).Output;

    /// <inheritdoc/>
    /// <remarks>Only the output of a chain that ends with a layer over sequences is zero behind the ends.</remarks>
    public (Value Output, Value? Lengths) Apply(Scope scope, Value x, Value? lengths)
    {
        foreach (ILayer layer in _layers)
        {
            (x, lengths) = layer is ISequenceLayer sequence ? sequence.Apply(scope, x, lengths) : (layer.Apply(scope, x), lengths);
        }

        return (x, lengths);
    }
}

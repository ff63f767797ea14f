using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>Layers one behind the other. Those over sequences are told the sequences' lengths.</summary>
/// <param name="layers">In the order in which they are applied.</param>
public sealed class Sequential(params IReadOnlyList<ILayer> layers) : ISequenceLayer
{
    private readonly ILayer[] _layers = [.. layers];

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x) => Apply(scope, x, null);

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x, Value? lengths) =>
        _layers.Aggregate(x, (value, layer) => layer is ISequenceLayer sequence ? sequence.Apply(scope, value, lengths) : layer.Apply(scope, value));
}

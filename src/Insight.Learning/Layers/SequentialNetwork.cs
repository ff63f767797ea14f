using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>A network over one input that is a chain of layers.</summary>
/// <param name="input">What it is fed with, for example <c>new NetworkInput("x", TensorType.Float, ["N", 5])</c>.</param>
/// <param name="lengths">An int64 input [N] with the sequences' lengths, or null when none ends early.</param>
/// <param name="layers">In the order in which they are applied.</param>
public sealed class SequentialNetwork(NetworkInput input, NetworkInput? lengths, params IReadOnlyList<ILayer> layers) : Network
{
    private readonly Sequential _chain = new(layers);

    /// <inheritdoc cref="SequentialNetwork(NetworkInput, NetworkInput?, IReadOnlyList{ILayer})"/>
    public SequentialNetwork(NetworkInput input, params IReadOnlyList<ILayer> layers)
        : this(input, null, layers)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkInput> Inputs { get; } = lengths is null ? [input] : [input, lengths];

    /// <inheritdoc/>
    public override Value Forward(Scope scope, IReadOnlyDictionary<string, Value> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return _chain.Apply(scope, inputs[input.Name], lengths is null ? null : inputs[lengths.Name]).Output;
    }
}

using Insight.Onnx;

namespace Insight.Learning.Graphs;

/// <summary>A network as a function from inputs to one output. It holds no weights: they belong to whoever builds its graph.</summary>
public abstract class Network
{
    /// <summary>What it is fed with, in a fixed order.</summary>
    public abstract IReadOnlyList<NetworkInput> Inputs { get; }

    /// <summary>Adds the network's nodes to the scope's graph.</summary>
    /// <param name="scope">Where weights come from and nodes go.</param>
    /// <param name="inputs">The values of <see cref="Inputs"/>, by name.</param>
    /// <returns>The output, examples first.</returns>
    public abstract Value Forward(Scope scope, IReadOnlyDictionary<string, Value> inputs);
}

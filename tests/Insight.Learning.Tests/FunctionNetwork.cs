using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Tests;

/// <summary>A network written down in a test.</summary>
internal sealed class FunctionNetwork(IReadOnlyList<NetworkInput> inputs, Func<Scope, IReadOnlyDictionary<string, Value>, Value> forward) : Network
{
    public override IReadOnlyList<NetworkInput> Inputs => inputs;

    public override Value Forward(Scope scope, IReadOnlyDictionary<string, Value> values) => forward(scope, values);
}

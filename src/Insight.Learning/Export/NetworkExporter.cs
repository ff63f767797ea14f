using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Export;

/// <summary>Turns a trained network into an ONNX model.</summary>
public static class NetworkExporter
{
    /// <summary>The model as the bytes of an .onnx file, with weights inside, symbols such as N and L open and without dropout.</summary>
    /// <param name="network">Its forward part is the model; inputs keep their names.</param>
    /// <param name="weights">The elements of every weight and table by name, row-major. Those that only the loss had are left out.</param>
    /// <param name="output">The name of the model's output.</param>
    /// <param name="link">What turns the network's output into what is served, such as a sigmoid over logits; null for the output as it is.</param>
    /// <param name="metadata">Stored as the model's properties.</param>
    /// <exception cref="ArgumentException">A weight is missing or has the wrong number of elements; the message names it and both counts.</exception>
    public static byte[] Export(
        Network network,
        IReadOnlyDictionary<string, float[]> weights,
        string output = "output",
        Func<Value, Value>? link = null,
        IReadOnlyDictionary<string, string>? metadata = null) =>
        Export(network, weights, output, (_, y) => link is null ? y : link(y), metadata);

    /// <inheritdoc cref="Export(Network, IReadOnlyDictionary{string, float[]}, string, Func{Value, Value}?, IReadOnlyDictionary{string, string}?)"/>
    /// <remarks>The link sees the scope too, for weights and tables: scores of all items, say, are products with <see cref="InferenceScope.Table"/>.</remarks>
    public static byte[] Export(
        Network network,
        IReadOnlyDictionary<string, float[]> weights,
        string output,
        Func<InferenceScope, Value, Value> link,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(link);
        var graph = new GraphBuilder("network");
        var scope = new InferenceScope(graph, weights);
        Dictionary<string, Value> inputs = network.Inputs.ToDictionary(input => input.Name, input => graph.Input(input.Name, input.Type, input.Shape), StringComparer.Ordinal);
        Value y = network.Forward(scope, inputs);
        graph.Output(output, link(scope, y));
        return graph.Build(metadata);
    }
}

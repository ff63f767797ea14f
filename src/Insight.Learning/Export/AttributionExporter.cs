using Insight.Learning.Gradients;
using Insight.Learning.Graphs;
using Insight.Learning.Training;
using Insight.Onnx;

namespace Insight.Learning.Export;

/// <summary>Turns a trained network into a second ONNX model, which says how much each input moved the output.</summary>
/// <remarks>See <see cref="IntegratedGradients"/>.</remarks>
public static class AttributionExporter
{
    /// <summary>
    /// The model as the bytes of an .onnx file. It is fed like the network and has an output <c>attribution/{input}</c> for each input with a baseline: of the input's shape, or, where
    /// the input holds ids, one number per id.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">The elements of every weight and table by name, row-major.</param>
    /// <param name="baselines">
    /// By input, where the way to its value begins: one number, one for each of the last dimension, or one for each element of an example. For ids it begins at a vector: one number,
    /// or one for each of the table's width.
    /// </param>
    /// <param name="output">What of the network's output is attributed, [N] or [N, 1]; null for the output as it is.</param>
    /// <param name="examples">How many examples a run takes.</param>
    /// <param name="length">How long sequences are; shorter ones are padded, which a network with lengths does not see.</param>
    /// <param name="steps">The points between baseline and input, all computed in one batch.</param>
    /// <param name="metadata">Stored as the model's properties.</param>
    /// <exception cref="ArgumentException">A baseline belongs to no input or has another number of elements, or the output is not one number per example.</exception>
    /// <exception cref="NotSupportedException">The network has an operator that cannot be differentiated.</exception>
    public static byte[] Export(
        Network network,
        IReadOnlyDictionary<string, float[]> weights,
        IReadOnlyDictionary<string, float[]> baselines,
        Func<Value, Value>? output = null,
        int examples = 1,
        int length = 1,
        int steps = 20,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(baselines);
        foreach (string stranger in baselines.Keys.Except(network.Inputs.Select(input => input.Name)))
        {
            throw new ArgumentException($"There is a baseline for '{stranger}', but the network has inputs {string.Join(", ", network.Inputs.Select(input => input.Name))}.");
        }

        var graph = new GraphBuilder("attribution");
        var scope = new AttributionScope(graph, weights);
        IReadOnlyDictionary<string, Value> values = WeightLayout.Declare(graph, network.Inputs, examples, length);
        Dictionary<string, RowTable> tables = TablesOf(network, weights, examples, length);
        HashSet<string> moved = [.. network.Inputs.Where(input => baselines.ContainsKey(input.Name)).Select(input => input.Table).OfType<string>()];

        // Of ids in a table whose vectors move, the vectors take the way; the ids come along for whoever wants to know them.
        List<(NetworkInput Input, Value Value, Value? Baseline)> way = [];
        foreach (NetworkInput input in network.Inputs)
        {
            Value value = values[input.Name];
            bool vectors = input.Table is not null && moved.Contains(input.Table);
            Value start = vectors ? graph.Gather(scope.Table(tables[input.Table!]), value) : value; // vectors are of a table
            way.Add((input, start, baselines.TryGetValue(input.Name, out float[]? numbers) ? Baseline(graph, input.Name, numbers, start) : null));
            if (vectors)
            {
                way.Add((input, value, null));
            }
        }

        IReadOnlyList<Value> attributions = IntegratedGradients.Of(
            points =>
            {
                Value y = network.Forward(scope, Inputs(scope, moved, [.. way.Zip(points, (start, point) => (start.Input, point))]));
                return output is null ? y : output(y);
            },
            [.. way.Select(start => (start.Value, start.Baseline))],
            steps);
        foreach ((NetworkInput input, Value attribution) in way.Where(start => start.Baseline is not null).Zip(attributions, (start, attribution) => (start.Input, attribution)))
        {
            graph.Output($"attribution/{input.Name}", input.Table is null ? attribution : graph.ReduceSum(attribution, [-1]));
        }

        return graph.Build(metadata);
    }

    /// <summary>The points as the network's inputs; vectors become rows of their tables and the inputs places among them.</summary>
    private static Dictionary<string, Value> Inputs(AttributionScope scope, HashSet<string> moved, IReadOnlyList<(NetworkInput Input, Value Point)> points)
    {
        GraphBuilder graph = scope.Graph;
        Dictionary<string, Value> inputs = points
            .Where(pair => pair.Input.Table is null || !moved.Contains(pair.Input.Table))
            .ToDictionary(pair => pair.Input.Name, pair => pair.Point, StringComparer.Ordinal);
        foreach (string table in moved)
        {
            Value[] own = [.. points.Where(pair => pair.Input.Table == table).Select(pair => pair.Point)];
            Value[] vectors = [.. own.Where(point => point.Type == TensorType.Float).Select(point => graph.Reshape(point, [default, point.Shape![^1]]))]; // sizes are known here
            Value[] ids = [.. own.Where(point => point.Type == TensorType.Int64)];
            scope.Replace(table, graph.Concat(0, vectors), graph.Concat(0, [.. ids.Select(value => graph.Reshape(value, -1))]));
            long first = 0;
            foreach ((NetworkInput input, Value point) in points.Where(pair => pair.Input.Table == table && pair.Point.Type == TensorType.Int64))
            {
                long[] sizes = [.. point.Shape!.Select(dim => dim.Size!.Value)]; // sizes are known here
                long count = sizes.Aggregate(1L, (product, size) => product * size);
                inputs[input.Name] = graph.Constant([.. Enumerable.Range(0, (int)count).Select(i => first + i)], sizes);
                first += count;
            }
        }

        return inputs;
    }

    private static Value Baseline(GraphBuilder graph, string input, float[] numbers, Value start)
    {
        long[] sizes = [.. start.Shape!.Skip(1).Select(dim => dim.Size!.Value)]; // sizes are known here
        return numbers.Length == 1 ? graph.Scalar(numbers[0])
            : sizes.Length > 0 && numbers.Length == sizes[^1] ? graph.Constant(numbers)
            : numbers.Length == sizes.Aggregate(1L, (product, size) => product * size) ? graph.Constant(numbers, sizes)
            : throw new ArgumentException($"The baseline of '{input}' has {numbers.Length} elements, which suit neither one example of {start.Shape} nor its last dimension.");
    }

    /// <summary>The tables that the network reads, which only it knows.</summary>
    private static Dictionary<string, RowTable> TablesOf(Network network, IReadOnlyDictionary<string, float[]> weights, int examples, int length)
    {
        var graph = new GraphBuilder("tables");
        var scope = new InferenceScope(graph, weights);
        network.Forward(scope, WeightLayout.Declare(graph, network.Inputs, examples, length));
        return scope.Tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
    }
}

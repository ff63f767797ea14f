using System.Runtime.CompilerServices;
using Insight.Features;
using Insight.Learning.Gradients;
using Insight.Learning.Graphs;
using Insight.Onnx;
using Insight.Scoring.Reasons;
using Insight.Training.Export;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Training.Networks;

/// <summary>A trained network behind its preparation, for all its heads: C# asks the same graph that is exported. Whoever fitted it disposes it.</summary>
internal sealed class FittedNetwork(NetworkKind kind, NetworkInputs inputs, CustomerNetwork network, IReadOnlyDictionary<string, float[]> weights, int heads) : IDisposable
{
    private const string Features = "features", Output = "heads";

    /// <summary>Points of the integral behind an explanation.</summary>
    private const int Points = 16;

    private const int BatchRows = 512;

    private readonly ConditionalWeakTable<GraphBuilder, Value> appended = [];
    private readonly Lazy<InferenceSession> session = new(() => Open(inputs, network, weights));

    /// <summary>The raw sums of rows that stand one behind the other.</summary>
    /// <returns>Row after row, one sum per head.</returns>
    public float[] Predict(float[] rows, int count)
    {
        using var features = OrtValue.CreateTensorValueFromMemory(rows, [count, FeatureVector.Count]);
        using var options = new RunOptions();
        using var results = session.Value.Run(options, [Features], [features], [Output]);
        var sums = results[0].GetTensorDataAsSpan<float>();
        return sums.Length == count * heads ? sums.ToArray() : throw new InvalidOperationException($"A network of {heads} heads answered {sums.Length} numbers for {count} rows.");
    }

    /// <summary>One head's raw sums.</summary>
    public IEnumerable<float> Predict(IReadOnlyList<float[]> rows, int head) =>
        rows.Chunk(BatchRows).SelectMany(batch => Predict([.. batch.SelectMany(row => row)], batch.Length).Where((_, i) => i % heads == head));

    public void Dispose()
    {
        if (session.IsValueCreated)
        {
            session.Value.Dispose();
        }
    }

    /// <summary>
    /// The graph of <see cref="GradientPart"/>: integrated gradients of one head's raw sum along the way from a customer with as many purchase days of whom all is average and
    /// nothing undefined, which is zero in what the network reads.
    /// </summary>
    /// <param name="shift">Added to the raw sum.</param>
    public GradientPart Explain(int head, double shift, ReasonLink link)
    {
        var graph = new GraphBuilder("reasons");
        var scope = new InferenceScope(graph, weights);
        var read = inputs.Append(graph, graph.Input(GradientPart.Input, TensorType.Float, [1, FeatureVector.Count]));
        Value[] values = [.. network.Inputs.Select(input => read[input.Name])];
        Value Sum(IReadOnlyList<Value> given)
        {
            var byName = network.Inputs.Zip(given).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
            return graph.Squeeze(graph.Slice(network.Forward(scope, byName), 1, head, head + 1), 1);
        }

        Value zero = graph.Scalar(0f);
        var attributed = IntegratedGradients.Of(Sum, [.. values.Select(value => (value, value.Type == TensorType.Float ? zero : null))], Points);
        Value attributions = graph.Reshape(attributed[0], -1);
        if (kind == NetworkKind.Sequence)
        {
            attributions = graph.Concat(0, attributions, graph.Reshape(NetworkInputs.TurnedRound(graph, attributed[1], read[CustomerNetwork.Lengths]), -1));
        }

        graph.Output(GradientPart.Attributions, graph.Cast(attributions, TensorType.Double));
        graph.Output(GradientPart.Base, graph.Cast(Sum([.. values.Select(value => value.Type == TensorType.Float ? value * 0 : value)]), TensorType.Double) + shift);
        graph.Output(GradientPart.Output, graph.Cast(Sum(values), TensorType.Double) + shift);
        return new GradientPart { Link = link, Columns = [.. inputs.FeaturesOf(kind)], Graph = graph.Build() };
    }

    /// <summary>Adds the network once to a graph, however many heads are asked for.</summary>
    /// <returns>float [N, heads].</returns>
    public Value Append(GraphBuilder graph, Value features) =>
        appended.GetValue(graph, _ => network.Forward(new InferenceScope(graph, weights), inputs.Append(graph, features)));

    private static InferenceSession Open(NetworkInputs inputs, CustomerNetwork network, IReadOnlyDictionary<string, float[]> weights)
    {
        var graph = new GraphBuilder("network");
        Value features = graph.Input(Features, TensorType.Float, ["N", FeatureVector.Count]);
        graph.Output(Output, network.Forward(new InferenceScope(graph, weights), inputs.Append(graph, features)));
        return GraphScorer.Open(graph.Build());
    }
}

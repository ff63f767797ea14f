using System.Runtime.CompilerServices;
using Insight.Features;
using Insight.Learning.Gradients;
using Insight.Learning.Graphs;
using Insight.Onnx;
using Insight.Scoring.Reasons;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Training.Networks;

/// <summary>A trained network behind its preparation, for all its heads: C# asks the same graph that is exported.</summary>
internal sealed class FittedNetwork(NetworkKind kind, NetworkInputs inputs, CustomerNetwork network, IReadOnlyDictionary<string, float[]> weights, int heads)
{
    private const string Features = "features", Output = "heads";

    /// <summary>Points of the integral behind an explanation.</summary>
    private const int Points = 16;

    private readonly ConditionalWeakTable<GraphBuilder, Value> appended = [];
    private readonly Lazy<InferenceSession> session = new(() => Open(inputs, network, weights));

    /// <summary>The raw sums of one row, one per head.</summary>
    public float[] Predict(ReadOnlySpan<float> row)
    {
        using var features = OrtValue.CreateTensorValueFromMemory(row.ToArray(), [1, row.Length]);
        using var options = new RunOptions();
        using var results = session.Value.Run(options, [Features], [features], [Output]);
        var sums = results[0].GetTensorDataAsSpan<float>();
        return sums.Length == heads ? sums.ToArray() : throw new InvalidOperationException($"A network of {heads} heads answered {sums.Length} numbers.");
    }

    /// <summary>
    /// The graph of <see cref="GradientPart"/>: integrated gradients of one head's raw sum along the way from an average customer with as many purchase days, all of them average, which
    /// is zero in what the network reads. The integral is taken by Gauss's rule, all its points as one batch.
    /// </summary>
    /// <param name="shift">Added to the raw sum.</param>
    public GradientPart Explain(int head, double shift, ReasonLink link)
    {
        var graph = new GraphBuilder("reasons");
        var read = inputs.Append(graph, graph.Input(GradientPart.Input, TensorType.Float, [1, FeatureVector.Count]));
        var (nodes, points) = GaussLegendre.Rule(Points);

        // The last two rows are where the way begins and ends.
        Value way = graph.Constant([.. nodes.Select(node => (float)node), 0f, 1f], Points + 2, 1);
        Value summaries = way * read[CustomerNetwork.Summaries];
        Value steps = graph.Unsqueeze(way, 2) * read[CustomerNetwork.Steps];
        Value lengths = graph.Apply("Expand", TensorType.Int64, [Points + 2], [read[CustomerNetwork.Lengths], graph.Constant([Points + 2L])]);
        Value sums = graph.Squeeze(graph.Slice(network.Forward(new InferenceScope(graph, weights), new Dictionary<string, Value>(StringComparer.Ordinal)
        {
            [CustomerNetwork.Summaries] = summaries, [CustomerNetwork.Steps] = steps, [CustomerNetwork.Lengths] = lengths,
        }), 1, head, head + 1), 1);
        Value total = graph.ReduceSum(sums * graph.Constant([.. points.Select(point => (float)point), 0f, 0f]), []);
        var gradients = Gradient.Of(total, kind == NetworkKind.Multilayer ? [summaries] : [summaries, steps]);
        Value attributions = graph.Squeeze(graph.ReduceSum(gradients[0], [0], keepDims: true) * read[CustomerNetwork.Summaries], 0);
        if (kind == NetworkKind.Sequence)
        {
            Value days = graph.ReduceSum(gradients[1], [0], keepDims: true) * read[CustomerNetwork.Steps];
            attributions = graph.Concat(0, attributions, graph.Reshape(NetworkInputs.TurnedRound(graph, days, read[CustomerNetwork.Lengths]), -1));
        }

        graph.Output(GradientPart.Attributions, graph.Cast(attributions, TensorType.Double));
        Value At(int row) => graph.Cast(graph.Gather(sums, graph.Scalar((long)row)), TensorType.Double) + shift;
        graph.Output(GradientPart.Base, At(Points));
        graph.Output(GradientPart.Output, At(Points + 1));
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
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return new InferenceSession(graph.Build(), options);
    }
}

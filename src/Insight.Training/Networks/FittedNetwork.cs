using System.Runtime.CompilerServices;
using Insight.Features;
using Insight.Learning.Graphs;
using Insight.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Training.Networks;

/// <summary>A trained network behind its preparation, for all its heads: C# asks the same graph that is exported.</summary>
internal sealed class FittedNetwork(NetworkInputs inputs, CustomerNetwork network, IReadOnlyDictionary<string, float[]> weights, int heads)
{
    private const string Features = "features", Output = "heads";

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

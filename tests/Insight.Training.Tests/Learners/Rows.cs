using Insight.Features;
using Insight.Onnx;
using Insight.Training.Export;
using Insight.Training.Learners;

namespace Insight.Training.Tests.Learners;

/// <summary>Made-up feature rows, and graphs of models over them.</summary>
internal static class Rows
{
    /// <summary>Positive, long-tailed values; some columns with gaps.</summary>
    public static List<float[]> Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, FeatureVector.Count)
            .Select(column => column % 5 == 4 && random.Next(3) == 0 ? float.NaN : (float)Math.Exp(random.NextDouble() * 6) - 1).ToArray())];
    }

    /// <summary>Asserts that ONNX Runtime gives what the model gives, also on thresholds and with values missing.</summary>
    public static void AssertParity(IRowModel model, IReadOnlyList<float[]> rows)
    {
        var graph = new GraphBuilder("model");
        graph.Output("y", graph.Cast(model.Append(graph, graph.Input("features", TensorType.Float, ["N", FeatureVector.Count])), TensorType.Float));
        Parity.Check(graph.Build(), Parity.Rows(rows, Splits.Of(model), seed: 3), new Dictionary<string, Func<float[], double>> { ["y"] = row => model.Predict(row) });
    }
}

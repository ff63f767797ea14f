using Insight.Features;
using Insight.Onnx;
using Insight.Registry;
using Insight.Training.Export;

namespace Insight.Training.CustomerValue;

/// <summary>Writes a candidate as the graph that the model <c>value</c> is: <c>expected</c>, <c>low</c> and <c>high</c>, float [N], 0 ≤ low ≤ expected ≤ high.</summary>
internal static class ValueExport
{
    /// <exception cref="ParityException">ONNX Runtime gives other numbers than the candidate.</exception>
    public static byte[] Build(ValueModel model, ValueInterval interval, int horizonDays, IReadOnlyList<float[]> customers, int seed)
    {
        var graph = new GraphBuilder(ModelNames.Value);
        Value features = graph.Input("features", TensorType.Float, ["N", FeatureVector.Count]);
        Value expected = graph.Relu(model.Expected.Append(graph, features));
        var (low, high) = interval.Append(graph, expected);
        graph.Output("expected", graph.Cast(expected, TensorType.Float));
        graph.Output("low", graph.Cast(low, TensorType.Float));
        graph.Output("high", graph.Cast(high, TensorType.Float));
        var onnx = graph.Build(Metadata.Of(ModelNames.Value, model.Algorithm, horizonDays));
        Parity.Check(onnx, Parity.Rows(customers, Splits.Of(model.Expected), seed), new Dictionary<string, Func<float[], double>>
        {
            ["expected"] = model.Predict,
            ["low"] = row => interval.Low(model.Predict(row)),
            ["high"] = row => interval.High(model.Predict(row)),
        });
        return onnx;
    }
}

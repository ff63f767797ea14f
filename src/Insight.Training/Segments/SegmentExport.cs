using Insight.Features;
using Insight.Onnx;
using Insight.Registry;
using Insight.Training.Export;

namespace Insight.Training.Segments;

/// <summary>Writes groups as the graph that the model <c>segments</c> is: <c>segment</c>, the id of the customer's group, int64 [N].</summary>
internal static class SegmentExport
{
    /// <param name="ids">The id of each place that <see cref="ISegmentation.Assign"/> gives.</param>
    /// <exception cref="ParityException">ONNX Runtime puts a customer into another group than the trained model.</exception>
    public static byte[] Build(ISegmentation segments, IReadOnlyList<int> ids, int horizonDays, IReadOnlyList<float[]> customers, int seed)
    {
        var graph = new GraphBuilder(ModelNames.Segments);
        Value place = segments.Append(graph, graph.Input("features", TensorType.Float, ["N", FeatureVector.Count]));
        graph.Output("segment", graph.Gather(graph.Constant([.. ids.Select(id => (long)id)], ids.Count), place));
        var onnx = graph.Build(Metadata.Of(ModelNames.Segments, segments.Algorithm, horizonDays));
        var bounds = segments is RfmSegments rfm
            ? rfm.RecencyDays.Select(bound => (FeatureVector.IndexOf("days_since_last"), bound)).Concat(rfm.Frequency.Select(bound => (FeatureVector.IndexOf("frequency"), bound)))
            : [];
        Parity.Check(onnx, Parity.Rows(customers, bounds, seed), new Dictionary<string, Func<float[], double>> { ["segment"] = row => ids[segments.Assign(row)] });
        return onnx;
    }
}

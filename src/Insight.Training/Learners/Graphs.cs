using Insight.Onnx;

namespace Insight.Training.Learners;

/// <summary>Small pieces that several graphs share.</summary>
internal static class Graphs
{
    /// <summary>One column of the features as double [N].</summary>
    public static Value Column(GraphBuilder graph, Value features, int column, double whenMissing)
    {
        Value value = graph.Gather(features, graph.Scalar((long)column), axis: 1);
        return graph.Where(graph.IsNaN(value), graph.Scalar(whenMissing), graph.Cast(value, TensorType.Double));
    }
}

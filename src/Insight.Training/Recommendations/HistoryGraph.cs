using Insight.Onnx;
using Insight.Recommendations;

namespace Insight.Training.Recommendations;

/// <summary>The inputs of a recommending graph, as recommenders read them.</summary>
internal sealed class HistoryGraph
{
    public HistoryGraph(GraphBuilder graph)
    {
        Graph = graph;
        History = graph.Squeeze(graph.Input(RecommendationContract.History, TensorType.Int64, [1, "L"]), 0);
        Weights = graph.Squeeze(graph.Input(RecommendationContract.Weights, TensorType.Float, [1, "L"]), 0);
        Ages = graph.Squeeze(graph.Input(RecommendationContract.Ages, TensorType.Float, [1, "L"]), 0);
        FromEnd = graph.CumSum((Weights * 0) + 1, 0, exclusive: true, reverse: true);
        Any = graph.Cast(graph.Greater(graph.ReduceMax(Weights, [0]), graph.Scalar(0f)), TensorType.Float);
    }

    public GraphBuilder Graph { get; }

    /// <summary>int64 [L].</summary>
    public Value History { get; }

    /// <summary>float [L].</summary>
    public Value Weights { get; }

    /// <summary>float [L], days.</summary>
    public Value Ages { get; }

    /// <summary>float [L]: steps that come after each one; 0 at the last.</summary>
    public Value FromEnd { get; }

    /// <summary>float []: 1 where a step counts, 0 where none does.</summary>
    public Value Any { get; }

    /// <summary>Of values [L] those of the steps that count, oldest first; all of them where none counts, since a graph cannot go on with none.</summary>
    public Value Known(Value values)
    {
        var counts = Graph.Or(Graph.Greater(Weights, Graph.Scalar(0f)), Graph.Equal(Any, Graph.Scalar(0f)));
        return Graph.Apply("Compress", values.Type, ["K"], [values, counts], [("axis", 0L)]);
    }

    /// <summary>Strengths as shares of a sum; finite where that is 0.</summary>
    /// <param name="strengths">Not negative.</param>
    /// <param name="sum">Of them, or of what they are multiplied by later.</param>
    public Value SharesOf(Value strengths, Value sum) => strengths / (sum + 1e-12);
}

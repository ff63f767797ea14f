using Insight.Onnx;
using Insight.Recommendations;

namespace Insight.Training.Recommendations;

/// <summary>The inputs of a recommending graph, as recommenders read them.</summary>
internal sealed class HistoryGraph
{
    private readonly Value _any;

    /// <param name="products">N.</param>
    public HistoryGraph(GraphBuilder graph, int products)
    {
        (Graph, Products) = (graph, products);
        History = graph.Squeeze(graph.Input(RecommendationContract.History, TensorType.Int64, [1, "L"]), 0);
        Weights = graph.Squeeze(graph.Input(RecommendationContract.Weights, TensorType.Float, [1, "L"]), 0);
        Ages = graph.Squeeze(graph.Input(RecommendationContract.Ages, TensorType.Float, [1, "L"]), 0);
        FromEnd = graph.CumSum((Weights * 0) + 1, 0, exclusive: true, reverse: true);
        _any = graph.Cast(graph.Greater(graph.ReduceMax(Weights, [0]), graph.Scalar(0f)), TensorType.Float);
    }

    public GraphBuilder Graph { get; }

    public int Products { get; }

    /// <summary>int64 [L].</summary>
    public Value History { get; }

    /// <summary>float [L].</summary>
    public Value Weights { get; }

    /// <summary>float [L], days.</summary>
    public Value Ages { get; }

    /// <summary>float [L]: steps that come after each one; 0 at the last.</summary>
    public Value FromEnd { get; }

    /// <summary>Of values [L] those of the steps that count, oldest first; all of them where none counts, since a graph cannot go on with none.</summary>
    public Value Known(Value values)
    {
        var counts = Graph.Or(Graph.Greater(Weights, Graph.Scalar(0f)), Graph.Equal(_any, Graph.Scalar(0f)));
        return Graph.Apply("Compress", values.Type, ["K"], [values, counts], [("axis", 0L)]);
    }

    /// <summary>The same scores, or none where there is no history.</summary>
    public Value WhereKnown(Value scores) => scores * _any;

    /// <summary>Non-negative scores [N] as shares of their sum; zeros where all are.</summary>
    public Value Shares(Value scores) => scores / (Graph.ReduceSum(scores, [0], keepDims: true) + 1e-12);

    /// <summary>float [N] in which each element of <paramref name="values"/> is added at its place.</summary>
    /// <param name="places">int64, one dimension.</param>
    /// <param name="values">As many floats.</param>
    public Value SumAt(Value places, Value values) => Graph.ScatterElements(Graph.Zeros(TensorType.Float, [Products]), places, values, 0, "add");
}

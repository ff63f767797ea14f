using Insight.Onnx;
using Insight.Scoring.Reasons;
using Insight.Training.Learners;

namespace Insight.Training.Networks;

/// <summary>One output of a network behind its link.</summary>
/// <param name="Factor">The unit of the prediction, where the network learnt in another; 1 but for <see cref="Link.Log"/>.</param>
internal sealed record NetworkHead(FittedNetwork Network, int Head, Link Link, double Factor = 1) : IRowModel
{
    public double Predict(ReadOnlySpan<float> row) => Factor * Link.Invert(Network.Predict(row.ToArray(), 1)[Head]);

    public double[] Predict(IReadOnlyList<float[]> rows) => [.. Network.Predict(rows, Head).Select(sum => Factor * Link.Invert(sum))];

    public ExplainerPart ToExplainer(IReadOnlyList<float[]> background) => Network.Explain(Head, Math.Log(Factor), Link.ToReasonLink());

    public Value Append(GraphBuilder graph, Value features)
    {
        Value sum = graph.Squeeze(graph.Slice(Network.Append(graph, features), 1, Head, Head + 1), 1);
        return Link.Append(graph, graph.Cast(sum, TensorType.Double)) * Factor;
    }
}

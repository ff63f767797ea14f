using Insight.Learning.Graphs;
using Insight.Learning.Losses;
using Insight.Onnx;
using Insight.Training.Learners;

namespace Insight.Training.Networks;

/// <summary>
/// The sum of one loss per output: cross-entropy where an output is a logit, the Poisson deviance's η-dependent part exp(η) − y·η where it is the logarithm of a mean
/// (quasi-likelihood: y need not be whole).
/// </summary>
/// <param name="heads">By output: the target's name and the link.</param>
internal sealed class HeadsLoss(IReadOnlyList<(string Target, Link Link)> heads) : ILoss
{
    /// <summary>From here on exp(η) goes on as its tangent: one step astray must not end a training, and must still be drawn back.</summary>
    private const double Farthest = 12;

    public IReadOnlyList<NetworkInput> Targets { get; } = [.. heads.Select(head => new NetworkInput(head.Target, TensorType.Float, ["N"]))];

    public (Value Loss, Value Amount) Apply(Scope scope, Value output, IReadOnlyDictionary<string, Value> targets)
    {
        GraphBuilder graph = scope.Graph;
        Value sum = heads.Select((head, i) =>
        {
            Value eta = graph.Squeeze(graph.Slice(output, 1, i, i + 1), 1);
            if (head.Link == Link.Logit)
            {
                return graph.Softplus(eta) - (targets[head.Target] * eta);
            }

            Value near = graph.Min(eta, graph.Scalar((float)Farthest));
            return (graph.Exp(near) * (1 + (eta - near))) - (targets[head.Target] * eta);
        }).Aggregate((a, b) => a + b);
        return (sum, graph.Constant(Enumerable.Repeat(1f, (int)sum.Shape![0].Size!.Value).ToArray())); // sizes are known in a training graph
    }
}

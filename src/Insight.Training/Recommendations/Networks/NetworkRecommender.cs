using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Training.Recommendations.Networks;

/// <summary>What a trained network expects next: the last step's vector against the vectors and biases of all products.</summary>
/// <param name="weights">The elements of the network's weights and table by name.</param>
internal sealed class NetworkRecommender(SequenceNetwork network, SequenceNetworkKind kind, IReadOnlyDictionary<string, float[]> weights) : IRecommender
{
    /// <summary>The bias of products that the network never saw: of their shares nothing is left.</summary>
    public const float Unseen = -1e4f;

    public string Algorithm => NameOf(kind);

    public static string NameOf(SequenceNetworkKind kind) => kind == SequenceNetworkKind.Gru ? RecommendationAlgorithms.Gru : RecommendationAlgorithms.SelfAttention;

    public Value Score(HistoryGraph inputs)
    {
        var graph = inputs.Graph;
        var scope = new InferenceScope(graph, weights, Algorithm);
        var steps = graph.Slice(inputs.Known(inputs.History), 0, -SequenceNetwork.MaxSteps, long.MaxValue);
        var states = network.Forward(scope, new Dictionary<string, Value>(StringComparer.Ordinal)
        {
            [SequenceNetwork.Steps] = graph.Unsqueeze(steps, 0),
            [SequenceNetwork.Lengths] = graph.SizesOf(steps),
        });

        // The table from the left, as it lies: turned round for a product from the right it would be there twice.
        var last = graph.Reshape(graph.Slice(states, 1, -1, long.MaxValue), -1, 1);
        var scores = graph.Reshape(graph.MatMul(scope.Table(network.Table), last), inputs.Products);
        return inputs.WhereKnown(graph.Softmax(scores));
    }
}

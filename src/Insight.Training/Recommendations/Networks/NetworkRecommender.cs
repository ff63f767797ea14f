using Insight.Learning.Graphs;
using Insight.Onnx;
using Insight.Onnx.Blocks;

namespace Insight.Training.Recommendations.Networks;

/// <summary>What a trained network expects next: the last step's vector against the vectors of all products, in eight bits, and their biases. It is judged as it serves.</summary>
/// <param name="weights">The elements of the network's weights and table by name.</param>
internal sealed class NetworkRecommender(SequenceNetwork network, SequenceNetworkKind kind, IReadOnlyDictionary<string, float[]> weights) : IRecommender
{
    /// <summary>The bias of products that the network never saw: of their shares nothing is left.</summary>
    public const float Unseen = -1e4f;

    public string Algorithm => NameOf(kind);

    public static string NameOf(SequenceNetworkKind kind) => kind == SequenceNetworkKind.Gru ? RecommendationAlgorithms.Gru : RecommendationAlgorithms.SelfAttention;

    public ProductShares Shares(HistoryGraph inputs, double weight = 1)
    {
        var graph = inputs.Graph;
        var scope = new InferenceScope(graph, weights, Algorithm, fuses: true);
        var steps = graph.Slice(inputs.Known(inputs.History), 0, -SequenceNetwork.MaxSteps, long.MaxValue);
        var width = (int)network.Table.Width;
        var (vectors, biases) = Split(weights[network.Table.Name], width);
        var read = graph.Constant(Array.ConvertAll(vectors, number => (float)(network.Factor * number)), biases.Length, width - 1);
        var last = network.Last(scope, graph.Gather(read, graph.Unsqueeze(steps, 0)));
        var scores = QuantizedRows.Of(vectors, width - 1).Append(graph, last, graph.Constant(biases));
        return new ProductShares([(graph.Softmax(scores), inputs.Any * weight)], []);
    }

    /// <summary>The rows of the table without their last numbers, and these.</summary>
    private static (float[] Vectors, float[] Biases) Split(float[] table, int width)
    {
        var (vectors, biases) = (new float[table.Length / width * (width - 1)], new float[table.Length / width]);
        for (var row = 0; row < biases.Length; row++)
        {
            table.AsSpan(row * width, width - 1).CopyTo(vectors.AsSpan(row * (width - 1)));
            biases[row] = table[(row * width) + width - 1];
        }

        return (vectors, biases);
    }
}

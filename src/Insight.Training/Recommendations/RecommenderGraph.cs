using Insight.Onnx;
using Insight.Recommendations;

namespace Insight.Training.Recommendations;

/// <summary>Recommenders as graphs: the one that serves, and one that tells every product's score, by which they are judged.</summary>
internal static class RecommenderGraph
{
    /// <summary>The output of <see cref="Scores"/>: float [1, N].</summary>
    public const string All = "scores";

    /// <summary>A graph of the contract (<see cref="RecommendationContract"/>). Products of which the recommender says nothing, those of score 0, are no answer: what is popular now is a better one.</summary>
    public static byte[] Build(IRecommender recommender, int products, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var graph = new GraphBuilder("recommendations");
        var inputs = new HistoryGraph(graph);
        var mask = graph.Input(RecommendationContract.Mask, TensorType.Float, [products]);
        var count = graph.OptionalInput(RecommendationContract.Count, Tensor.Of([(long)Math.Min(RecommendationContract.Top, products)], [1]));
        var (scores, places) = graph.TopK(recommender.Shares(inputs).AddTo(graph.Unsqueeze(mask, 0)), count);
        var said = graph.Where(graph.Greater(scores, graph.Scalar(0f)), scores, graph.Scalar(RecommendationContract.Excluded));
        graph.Output(RecommendationContract.Product, places);
        graph.Output(RecommendationContract.Score, said);
        return graph.Build(metadata);
    }

    /// <summary>The same scores before mask and choice.</summary>
    public static byte[] Scores(IRecommender recommender, int products)
    {
        var graph = new GraphBuilder("scores");
        graph.Output(All, recommender.Shares(new HistoryGraph(graph)).AddTo(graph.Zeros(TensorType.Float, [1, products])));
        return graph.Build();
    }
}

using Insight.Onnx;
using Insight.Recommendations;

namespace Insight.Training.Recommendations;

/// <summary>Recommenders as graphs: the one that serves, and one that tells every product's score, by which they are judged.</summary>
internal static class RecommenderGraph
{
    /// <summary>The output of <see cref="Scores"/>: float [N].</summary>
    public const string All = "scores";

    /// <summary>A graph of the contract (<see cref="RecommendationContract"/>). Products of which the recommender says nothing, those of score 0, are no answer: what is popular now is a better one.</summary>
    public static byte[] Build(IRecommender recommender, int products, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var graph = new GraphBuilder("recommendations");
        var inputs = new HistoryGraph(graph, products);
        var mask = graph.Input(RecommendationContract.Mask, TensorType.Float, [products]);
        var count = graph.OptionalInput(RecommendationContract.Count, Tensor.Of([(long)Math.Min(RecommendationContract.Top, products)], [1]));
        var said = recommender.Score(inputs);
        var (scores, places) = graph.TopK(graph.Where(graph.Greater(said, graph.Scalar(0f)), said, graph.Scalar(RecommendationContract.Excluded)) + mask, count);
        graph.Output(RecommendationContract.Product, graph.Unsqueeze(places, 0));
        graph.Output(RecommendationContract.Score, graph.Unsqueeze(scores, 0));
        return graph.Build(metadata);
    }

    /// <summary>The same scores before mask and choice.</summary>
    public static byte[] Scores(IRecommender recommender, int products)
    {
        var graph = new GraphBuilder("scores");
        graph.Output(All, recommender.Score(new HistoryGraph(graph, products)));
        return graph.Build();
    }
}

using Insight.Training.Export;
using Insight.Training.Recommendations.Data;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Training.Recommendations;

/// <summary>Asks a recommender for every product's score. Safe to be asked by several threads at once.</summary>
internal sealed class RecommenderSession(IRecommender recommender, int products) : IDisposable
{
    private readonly InferenceSession _session = GraphScorer.Open(RecommenderGraph.Scores(recommender, products));

    /// <param name="scores">Takes the N scores.</param>
    public void Score(RankingHistory history, Span<float> scores)
    {
        using var results = history.Ask(_session, null, RecommenderGraph.All);
        results[0].GetTensorDataAsSpan<float>().CopyTo(scores);
    }

    public void Dispose() => _session.Dispose();
}

using Insight.Recommendations;
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
        var none = history.Length == 0;
        long[] shape = [1, none ? 1 : history.Length];
        using var steps = OrtValue.CreateTensorValueFromMemory(none ? [0L] : Array.ConvertAll(history.Products, product => (long)product), shape);
        using var weights = OrtValue.CreateTensorValueFromMemory(none ? [0f] : history.Weights, shape);
        using var ages = OrtValue.CreateTensorValueFromMemory(none ? [0f] : history.Ages, shape);
        using var options = new RunOptions();
        string[] names = [RecommendationContract.History, RecommendationContract.Weights, RecommendationContract.Ages];
        OrtValue[] given = [steps, weights, ages];
        var wanted = names.Select((name, i) => (name, i)).Where(pair => _session.InputMetadata.ContainsKey(pair.name)).ToList();
        using var results = _session.Run(options, [.. wanted.Select(pair => pair.name)], [.. wanted.Select(pair => given[pair.i])], [RecommenderGraph.All]);
        results[0].GetTensorDataAsSpan<float>().CopyTo(scores);
    }

    public void Dispose() => _session.Dispose();
}

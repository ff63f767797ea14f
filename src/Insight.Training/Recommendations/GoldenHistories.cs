using Insight.Recommendations;
using Insight.Training.Export;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Training.Recommendations;

/// <summary>Histories that are asked again whenever the version is loaded.</summary>
internal static class GoldenHistories
{
    private const int Asked = 8;

    /// <summary>Some of the examples, evenly spread, and the empty history, with what the graph answers under a mask that lets everything in.</summary>
    public static IReadOnlyList<GoldenHistory> Of(byte[] onnx, IReadOnlyList<RankingExample> examples, int products)
    {
        using var session = GraphScorer.Open(onnx);
        var mask = new float[products];
        return [.. Enumerable.Range(0, Asked).Select(i => examples[(int)((long)i * examples.Count / Asked)].History).DistinctBy(history => string.Join(' ', history.Products))
            .Append(new RankingHistory([], [], [])).Select(history => Ask(session, history, mask))];
    }

    private static GoldenHistory Ask(InferenceSession session, RankingHistory history, float[] mask)
    {
        using var results = history.Ask(session, mask, RecommendationContract.Product, RecommendationContract.Score);
        var sent = history.Sent;
        return new GoldenHistory(
            [.. sent.Products.Select(product => (long)product)], sent.Weights, sent.Ages, results[0].GetTensorDataAsSpan<long>()[..Kept()].ToArray(), results[1].GetTensorDataAsSpan<float>()[..Kept()].ToArray());

        int Kept() => Math.Min(GoldenHistory.Kept, mask.Length);
    }
}

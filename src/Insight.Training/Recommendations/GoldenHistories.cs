using Insight.Recommendations;
using Insight.Training.Export;
using Insight.Training.Recommendations.Ranking;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Training.Recommendations;

/// <summary>Histories that are asked again whenever the version is loaded.</summary>
internal static class GoldenHistories
{
    private const int Asked = 8;

    /// <summary>Some of the examples, evenly spread, and the empty history, with what the graph answers under a mask of ones.</summary>
    public static IReadOnlyList<GoldenHistory> Of(byte[] onnx, IReadOnlyList<RankingExample> examples, int products)
    {
        using var session = GraphScorer.Open(onnx);
        var mask = new float[products];
        Array.Fill(mask, 1);
        return [.. Enumerable.Range(0, Asked).Select(i => examples[(int)((long)i * examples.Count / Asked)].History).DistinctBy(history => string.Join(' ', history.Products))
            .Select(history => Ask(session, [.. history.Products.Select(product => (long)product)], history.Weights, history.Ages, mask))
            .Append(Ask(session, [0], [0], [0], mask))];
    }

    private static GoldenHistory Ask(InferenceSession session, long[] history, float[] weights, float[] ages, float[] mask)
    {
        if (history.Length == 0)
        {
            (history, weights, ages) = ([0], [0], [0]);
        }

        long[] shape = [1, history.Length];
        using var steps = OrtValue.CreateTensorValueFromMemory(history, shape);
        using var weight = OrtValue.CreateTensorValueFromMemory(weights, shape);
        using var age = OrtValue.CreateTensorValueFromMemory(ages, shape);
        using var masked = OrtValue.CreateTensorValueFromMemory(mask, [mask.Length]);
        using var options = new RunOptions();
        using var results = session.Run(
            options, [RecommendationContract.History, RecommendationContract.Weights, RecommendationContract.Ages, RecommendationContract.Mask], [steps, weight, age, masked],
            [RecommendationContract.Product, RecommendationContract.Score]);
        return new GoldenHistory(
            history, weights, ages, [.. results[0].GetTensorDataAsSpan<long>().ToArray().Take(GoldenHistory.Kept)], [.. results[1].GetTensorDataAsSpan<float>().ToArray().Take(GoldenHistory.Kept)]);
    }
}

using Insight.Recommendations;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Training.Recommendations.Data;

/// <summary>What a recommender is asked with: steps, oldest first.</summary>
/// <param name="Products">Indexes.</param>
/// <param name="Weights">How much each step says.</param>
/// <param name="Ages">Days until the moment asked about; 0 without a clock.</param>
internal sealed record RankingHistory(int[] Products, float[] Weights, float[] Ages)
{
    /// <summary>How the contract writes the empty history: one step that counts for nothing.</summary>
    private static readonly RankingHistory None = new([0], [0], [0]);

    public int Length => Products.Length;

    /// <summary>As a graph is sent it.</summary>
    public RankingHistory Sent => Length > 0 ? this : None;

    /// <summary>Asks a graph. It may lack inputs that its scores do not depend on.</summary>
    /// <param name="mask">float [N]; null for graphs that have none.</param>
    public IDisposableReadOnlyCollection<OrtValue> Ask(InferenceSession session, float[]? mask, params string[] outputs)
    {
        var sent = Sent;
        long[] shape = [1, sent.Length];
        var values = new Dictionary<string, OrtValue>(StringComparer.Ordinal)
        {
            [RecommendationContract.History] = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(sent.Products, product => (long)product), shape),
            [RecommendationContract.Weights] = OrtValue.CreateTensorValueFromMemory(sent.Weights, shape),
            [RecommendationContract.Ages] = OrtValue.CreateTensorValueFromMemory(sent.Ages, shape),
        };
        if (mask is not null)
        {
            values[RecommendationContract.Mask] = OrtValue.CreateTensorValueFromMemory(mask, [mask.Length]);
        }

        try
        {
            var wanted = values.Where(pair => session.InputMetadata.ContainsKey(pair.Key)).ToList();
            using var options = new RunOptions();
            return session.Run(options, [.. wanted.Select(pair => pair.Key)], [.. wanted.Select(pair => pair.Value)], outputs);
        }
        finally
        {
            foreach (var value in values.Values)
            {
                value.Dispose();
            }
        }
    }
}

namespace Insight.Training.Recommendations.Data;

/// <summary>What a recommender is asked with: steps, oldest first.</summary>
/// <param name="Products">Indexes.</param>
/// <param name="Weights">How much each step says.</param>
/// <param name="Ages">Days until the moment asked about; 0 without a clock.</param>
internal sealed record RankingHistory(int[] Products, float[] Weights, float[] Ages)
{
    public int Length => Products.Length;
}

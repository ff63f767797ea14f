namespace Insight.Training.Recommendations.Blend;

/// <summary>A weighted sum of what several recommenders say; one graph.</summary>
/// <param name="parts">Weights sum to 1.</param>
internal sealed class BlendRecommender(IReadOnlyList<(IRecommender Recommender, double Weight)> parts) : IRecommender
{
    public string Algorithm => RecommendationAlgorithms.Blend;

    public ProductShares Shares(HistoryGraph inputs, double weight = 1) =>
        parts.Select(part => part.Recommender.Shares(inputs, weight * part.Weight)).Aggregate((sum, next) => sum + next);
}

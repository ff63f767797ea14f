namespace Insight.Training.Recommendations.Networks;

/// <summary>What a search ends with.</summary>
/// <param name="Epochs">After so many the network ranked best: a network that is trained on more data gets as many.</param>
/// <param name="Tried">Whole epochs in all.</param>
internal sealed record FoundNetwork(NetworkRecommender Recommender, int Epochs, int Tried);

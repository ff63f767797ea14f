namespace Insight.Training.Recommendations.Networks;

/// <summary>What a search ends with.</summary>
/// <param name="Epochs">After so many the network ranked best: a network that is trained on more data gets as many.</param>
/// <param name="Tried">Whole epochs in all.</param>
/// <param name="Planned">Epochs after which the learning rate was to be zero: fewer than the settings', where time was too short for those.</param>
internal sealed record FoundNetwork(NetworkRecommender Recommender, int Epochs, int Tried, int Planned);

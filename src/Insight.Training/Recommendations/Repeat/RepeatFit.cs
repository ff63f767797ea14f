using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Recommendations.Repeat;

/// <summary>Buying again has nothing to choose. Where nobody comes back for a product it has nothing to say either.</summary>
/// <param name="repeats">Whether products are chosen again.</param>
internal sealed class RepeatFit(bool repeats) : IRecommenderFit
{
    public string Algorithm => RecommendationAlgorithms.Repeat;

    public object Settings => new { };

    public IRecommender? Choose(InteractionLog log, IReadOnlyList<RankingExample> validation, Deadline until, CancellationToken cancellationToken) => repeats ? Fit(log, cancellationToken) : null;

    public IRecommender Fit(InteractionLog log, CancellationToken cancellationToken) => RepeatRecommender.Fit(log);
}

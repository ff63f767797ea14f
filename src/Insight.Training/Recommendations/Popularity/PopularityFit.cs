using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Recommendations.Popularity;

/// <summary>Popularity with the half-life that ranks the validation best.</summary>
internal sealed class PopularityFit : IRecommenderFit
{
    private static readonly double[] HalfLives = [3, 7, 14, 30, 90, 365];

    private double _halfLife = 30;

    public string Algorithm => RecommendationAlgorithms.Popularity;

    public object Settings => new { halfLifeDays = _halfLife };

    public IRecommender Choose(InteractionLog log, IReadOnlyList<RankingExample> validation, Deadline until, CancellationToken cancellationToken)
    {
        if (log.HasClock && validation.Count > 0)
        {
            _halfLife = HalfLives.MaxBy(days => RankingMetrics.Rank(PopularityRecommender.Fit(log, days), log.Products, validation, cancellationToken).Average(r => r.Targets.Ndcg(RankingMetrics.Selection)));
        }

        return Fit(log, cancellationToken);
    }

    public IRecommender Fit(InteractionLog log, CancellationToken cancellationToken) => PopularityRecommender.Fit(log, _halfLife);
}

namespace Insight.Training.Recommendations.Ranking;

/// <summary>What a recommender made of one example.</summary>
/// <param name="Top">Its first <see cref="RankingMetrics.Shown"/> products, the best first; fewer where it had less to say.</param>
internal readonly record struct RankedExample(RankedTargets Targets, int[] Top);

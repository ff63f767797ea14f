namespace Insight.Training.Recommendations.Ranking;

/// <summary>What a recommender made of one example.</summary>
/// <param name="Top">Its first <see cref="RankingMetrics.Shown"/> products, the best first; fewer where it had less to say.</param>
/// <param name="Places">The rank of each target, in the order of <see cref="RankingExample.Targets"/>.</param>
internal readonly record struct RankedExample(RankedTargets Targets, int[] Top, double[] Places);

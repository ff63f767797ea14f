using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations.Ranking;

/// <summary>A history and what came next.</summary>
/// <param name="Owner">Whose it is: resamples draw owners.</param>
/// <param name="Targets">Indexes of the products that came next, each once.</param>
/// <param name="Excluded">Indexes that are no answer, such as those seen before; empty where repeats count.</param>
internal sealed record RankingExample(string Owner, RankingHistory History, int[] Targets, int[] Excluded)
{
    /// <summary>Steps of the owner's sequence that come before the targets, those too old for the history among them.</summary>
    public int Step { get; init; }
}

using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Recommendations;

/// <summary>One kind of recommender: chooses its settings once, on the validation, and then is fitted with them to whatever is known.</summary>
internal interface IRecommenderFit
{
    string Algorithm { get; }

    /// <summary>Chooses the settings and returns the recommender that they give on <paramref name="log"/>; null where there is too little to learn from.</summary>
    /// <param name="validation">What comes after the log.</param>
    /// <param name="until">When searching for better settings ends, that of a network with its later fits.</param>
    IRecommender? Choose(InteractionLog log, IReadOnlyList<RankingExample> validation, Deadline until, CancellationToken cancellationToken);

    /// <summary>With the settings chosen.</summary>
    IRecommender Fit(InteractionLog log, CancellationToken cancellationToken);

    /// <summary>What the run should say of the choice; null where it went as it should.</summary>
    string? Note => null;

    /// <summary>The settings, for the manifest and for the next search to begin with.</summary>
    object Settings { get; }
}

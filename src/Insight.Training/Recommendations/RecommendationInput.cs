using Insight.Training.Gates;
using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations;

/// <summary>All that the training of recommendations needs: pure data, no storage.</summary>
internal sealed record RecommendationInput
{
    /// <summary>Up to the moment trained for.</summary>
    public required InteractionLog Log { get; init; }

    public TrainingOptions Options { get; init; } = new();

    /// <summary>What serves now; null when nothing does, or in a backtest, which challenges nobody.</summary>
    public Champion? Champion { get; init; }

    /// <summary>How long the choice of settings may take.</summary>
    public TimeSpan SearchTime { get; init; } = TimeSpan.FromMinutes(2);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

using Insight.Training.Learners;

namespace Insight.Training.CustomerValue;

/// <summary>What the validation chooses; the defaults serve when the history is too short for one.</summary>
internal sealed record ValueSettings
{
    public double Ridge { get; init; } = 0.05;

    /// <summary>Of both ensembles; how many of its trees each uses is chosen beside.</summary>
    public BoostingOptions Boosting { get; init; } = new();

    public int ProbabilityTrees { get; init; } = 100;

    public int AmountTrees { get; init; } = 100;

    /// <summary>The network that was clearly better than the blend on the validation; null for the blend.</summary>
    public string? Network { get; init; }

    /// <summary>By algorithm; null is equal weights.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; init; }
}

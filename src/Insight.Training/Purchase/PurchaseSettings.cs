using Insight.Training.Learners;

namespace Insight.Training.Purchase;

/// <summary>What the validation chooses; the defaults serve when the history is too short for one.</summary>
internal sealed record PurchaseSettings
{
    /// <summary>k of MBG/CNBD-k: 1 is a customer who buys at random times.</summary>
    public int Regularity { get; init; } = 1;

    public double LogitRidge { get; init; } = 0.05;

    public double PoissonRidge { get; init; } = 0.05;

    /// <summary>Of both ensembles; how many of its trees each uses is chosen beside.</summary>
    public BoostingOptions Boosting { get; init; } = new();

    public int ProbabilityTrees { get; init; } = 100;

    public int OrderTrees { get; init; } = 150;

    /// <summary>By how much the log-odds of what challenges are stretched, at the level where they are; 1 leaves them.</summary>
    public double CalibrationSlope { get; init; } = 1;

    /// <summary>From which probability on "will buy" is told: the best F1 of what challenges on the validation.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>How far the level of expected purchases goes from the blend's (0) to BG/NBD's (1), in logarithms.</summary>
    public double OrderAnchor { get; init; } = 0.5;

    /// <summary>The network that was clearly better than the blend on the validation; null for the blend.</summary>
    public string? Network { get; init; }

    /// <summary>By algorithm; null is equal weights.</summary>
    public IReadOnlyDictionary<string, double>? ProbabilityWeights { get; init; }

    /// <inheritdoc cref="ProbabilityWeights"/>
    public IReadOnlyDictionary<string, double>? OrderWeights { get; init; }
}

using Insight.Learning.Optimizers;

namespace Insight.Learning.Training;

/// <summary>How a network is trained.</summary>
public sealed record TrainerOptions
{
    /// <summary>What takes the steps.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>The learning rate, a number or a schedule.</summary>
    public Schedule LearningRate { get; init; } = 0.001;

    /// <summary>Examples per step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// Sequences are padded to so many steps, twice as many, four times and so on, each length with a session of its own. Less than 8 saves time where most sequences are shorter.
    /// </summary>
    public int ShortestLength { get; init; } = BatchPlan.ShortestBucket;

    /// <summary>The most passes over the training examples.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Stop after so many epochs without a new lowest loss on validation; null never stops early.</summary>
    public int? Patience { get; init; } = 10;

    /// <summary>By how much a loss has to be lower to count as an improvement.</summary>
    public double MinImprovement { get; init; }

    /// <summary>The examples that are judged by and not learned from.</summary>
    public ValidationSplit Validation { get; init; } = ValidationSplit.Random(0.2);

    /// <summary>λ₁ of a penalty λ₁·Σ|w| on matrices, not on biases, scales or tables; its gradient λ₁·sign(w) is added to the loss's.</summary>
    public double L1 { get; init; }

    /// <summary>λ₂ of a penalty ½·λ₂·Σw² on the same weights; its gradient λ₂·w is added to the loss's, as PyTorch's weight_decay. Keras's l2(x) is 2x here.</summary>
    public double L2 { get; init; }

    /// <summary>The greatest norm of the loss's gradient over all weights together; a longer one is shortened to it before penalties are added. Null does not bind.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Decides the weights at the start, the order of examples, dropout and drawn validation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads inside an operator. Another number may give other last digits.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Figures reported of the validation examples beside the loss.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Inputs that are drawn anew for each batch instead of being given with the examples.</summary>
    public IReadOnlyList<IdSampler> Samplers { get; init; } = [];

    /// <summary>A training has diverged when an epoch's loss is so many times that of the first. Not looked at where the first is not positive, as a likelihood without its constant may be.</summary>
    public double DivergenceRatio { get; init; } = 1000;

    /// <summary>Lets a classification loss learn from classes with one member, as products rarely bought are.</summary>
    public bool AllowRareClasses { get; init; }

    /// <summary>A file that is written after each epoch and gone on from when it is there, or null. It stays when the training is done.</summary>
    public string? CheckpointPath { get; init; }

    internal UpdateRule Rule => new(Optimizer, L1, L2, ClipNorm ?? double.PositiveInfinity);

    /// <summary>What must not differ between the parts of an interrupted training. The numbers of epochs and of patience may.</summary>
    internal string Fingerprint => FormattableString.Invariant(
        $"{Optimizer}; rate {LearningRate}; batch {BatchSize}; shortest {ShortestLength}; improvement {MinImprovement}; validation {Validation}; l1 {L1}; l2 {L2}; clip {ClipNorm}; seed {Seed}; threads {Threads}; samplers [{string.Join("; ", Samplers)}]");

    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range; the message names it.</exception>
    internal void Check()
    {
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Require(ShortestLength >= 1, nameof(ShortestLength), ShortestLength, "at least 1");
        Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Require(Patience is null or >= 1, nameof(Patience), Patience, "at least 1, or null");
        Require(MinImprovement >= 0, nameof(MinImprovement), MinImprovement, "not negative");
        Require(L1 >= 0 && double.IsFinite(L1), nameof(L1), L1, "finite and not negative");
        Require(L2 >= 0 && double.IsFinite(L2), nameof(L2), L2, "finite and not negative");
        Require(ClipNorm is null or > 0, nameof(ClipNorm), ClipNorm, "positive, or null");
        Require(Threads >= 1, nameof(Threads), Threads, "at least 1");
        Require(DivergenceRatio > 1, nameof(DivergenceRatio), DivergenceRatio, "above 1");
    }

    private static void Require(bool holds, string setting, object? value, string should)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(setting, value, $"{setting} should be {should}.");
        }
    }
}

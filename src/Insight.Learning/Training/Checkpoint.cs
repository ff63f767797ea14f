namespace Insight.Learning.Training;

/// <summary>All that a training has to remember between two epochs. The order of examples and dropout follow from seed, epoch and step.</summary>
internal sealed record Checkpoint
{
    /// <summary>Steps taken.</summary>
    public required long Step { get; init; }

    /// <summary>The epoch with the best weights; 0 before the first.</summary>
    public required int BestEpoch { get; init; }

    public required IReadOnlyList<EpochRecord> History { get; init; }

    /// <summary>Weights, tables and the optimiser's state, in the order of <see cref="TrainingState.All"/>.</summary>
    public required IReadOnlyList<float[]> Tensors { get; init; }

    /// <summary>Weights and tables after the best epoch; empty before the first.</summary>
    public required IReadOnlyList<float[]> Best { get; init; }
}

using Insight.Registry;

namespace Insight.Training.Runs;

/// <summary>One model of a run, as the HTTP contract's run report has it.</summary>
public sealed record ModelRun
{
    public required string Model { get; init; }

    public required TrainingStatus Status { get; init; }

    /// <summary>The stored version, promoted or not; null until done, or when nothing could be trained.</summary>
    public string? Version { get; init; }

    public string? Algorithm { get; init; }

    public IReadOnlyList<CandidateResult> Candidates { get; init; } = [];

    /// <summary><c>published</c>, <c>champion kept</c>, <c>baseline published</c>, <c>published without a test</c>, <c>nothing published</c>, <c>backtest</c>.</summary>
    public string? Decision { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

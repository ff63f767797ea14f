namespace Insight.Training.Runs;

/// <summary>The run report.</summary>
public sealed record TrainingRun
{
    public required string RunId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? AsOf { get; init; }

    public required int? HorizonDays { get; init; }

    public required bool Publish { get; init; }

    /// <summary>Why it was started: what the planner found, or that somebody asked for it.</summary>
    public string? Trigger { get; init; }

    /// <summary>In the order in which they were asked.</summary>
    public required IReadOnlyList<ModelRun> Models { get; init; }

    /// <summary>Failed when any model failed and none is still to come.</summary>
    public TrainingStatus Status =>
        Models.All(model => model.Status == TrainingStatus.Queued) ? TrainingStatus.Queued
        : Models.Any(model => model.Status is TrainingStatus.Queued or TrainingStatus.Running) ? TrainingStatus.Running
        : Models.Any(model => model.Status == TrainingStatus.Failed) ? TrainingStatus.Failed
        : TrainingStatus.Done;
}

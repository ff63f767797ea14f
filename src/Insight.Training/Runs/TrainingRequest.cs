using Insight.Registry;

namespace Insight.Training.Runs;

/// <summary>What a run is asked to do.</summary>
public sealed record TrainingRequest
{
    /// <summary>Names of <see cref="ModelNames"/>; all by default.</summary>
    public IReadOnlyList<string> Models { get; init; } = ModelNames.All;

    /// <summary>Train as if it were this time (a backtest); null: the time of the data.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Null: the shop's setting.</summary>
    public int? HorizonDays { get; init; }

    /// <summary>Whether what passes the gate becomes the champion. By default only a run without <see cref="AsOf"/> publishes.</summary>
    public bool? Publish { get; init; }

    /// <summary>What the run was started for, as its report says it.</summary>
    public string? Trigger { get; init; }

    /// <summary>The same key of the same shop names the same run.</summary>
    public string? IdempotencyKey { get; init; }
}

using System.ComponentModel.DataAnnotations;

namespace Insight.Training;

/// <summary>How training goes about its work.</summary>
public sealed record TrainingOptions
{
    public const string Section = "Insight:Training";

    /// <summary>Decides every random draw; stands in the manifest.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Bootstrap resamples behind each interval.</summary>
    [Range(50, 10_000)]
    public int Resamples { get; init; } = 200;

    /// <summary>Customers that a fit looks at; of more, a sample that is the same every time. Bounds the time and memory of a run.</summary>
    [Range(1_000, 10_000_000)]
    public int MaxCustomers { get; init; } = 20_000;

    /// <summary>Settings of boosting that are tried beside the defaults and the champion's, as long as the shop's time lasts.</summary>
    [Range(0, 200)]
    public int SearchTrials { get; init; } = 4;
}

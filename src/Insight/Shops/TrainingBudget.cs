using System.ComponentModel.DataAnnotations;

namespace Insight.Shops;

/// <summary>How much training a shop gets by itself. Training asked for over HTTP is not held back by it.</summary>
public sealed record TrainingBudget
{
    /// <summary>Least time between two planned trainings.</summary>
    [Range(1, 24 * 90)]
    public int HoursBetweenRuns { get; init; } = 24;

    /// <summary>
    /// Longest search for settings, for each model, in seconds. The fits themselves come on top, but those of networks that recommend, which take long, are part of it: half a million
    /// interactions need about five minutes on two cores.
    /// </summary>
    [Range(0, 7_200)]
    public int SearchSeconds { get; init; } = 360;
}

using System.ComponentModel.DataAnnotations;

namespace Insight.Shops;

/// <summary>How much training a shop gets by itself. Training asked for over HTTP is not held back by it.</summary>
public sealed record TrainingBudget
{
    /// <summary>Least time between two planned trainings.</summary>
    [Range(1, 24 * 90)]
    public int HoursBetweenRuns { get; init; } = 24;

    /// <summary>Time after which a model's search stops and takes the best it has.</summary>
    [Range(1, 24 * 60)]
    public int MinutesPerModel { get; init; } = 20;
}

namespace Insight.Learning.Training;

/// <summary>What became of one drawing of settings.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Loss">The lowest monitored loss; infinite when training diverged.</param>
/// <param name="Epochs">The epochs it was given before it was dropped, or stopped by itself.</param>
/// <param name="Failure">Why there is no loss, or null.</param>
public sealed record SearchTrial(SearchSettings Settings, double Loss, int Epochs, string? Failure);

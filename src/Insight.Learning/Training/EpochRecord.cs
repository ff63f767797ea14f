namespace Insight.Learning.Training;

/// <summary>What an epoch brought.</summary>
/// <param name="Epoch">Its number from 1.</param>
/// <param name="TrainingLoss">The mean loss of its steps, each before its update and with dropout.</param>
/// <param name="ValidationLoss">The mean loss over the validation examples after the epoch, without dropout; null where none are set apart.</param>
/// <param name="LearningRate">That of its last step.</param>
/// <param name="GradientNorm">The greatest of its steps, before clipping.</param>
/// <param name="Metrics">Of the validation examples, by name.</param>
public sealed record EpochRecord(
    int Epoch, double TrainingLoss, double? ValidationLoss, double LearningRate, double GradientNorm, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>What early stopping, schedules and searches look at.</summary>
    public double Monitored => ValidationLoss ?? TrainingLoss;
}

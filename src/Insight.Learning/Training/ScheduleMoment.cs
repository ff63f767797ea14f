namespace Insight.Learning.Training;

/// <summary>Where a training stands when a step is about to be taken.</summary>
/// <param name="Step">Steps taken before, from 0.</param>
/// <param name="Epoch">Epochs finished before, from 0.</param>
/// <param name="StepsPerEpoch">Steps that make an epoch.</param>
/// <param name="Losses">What was monitored after each finished epoch: the validation loss, or without validation the training loss.</param>
/// <param name="EpochsInTime">Whole epochs that there is time for, those finished included, as far as that can be told; infinite where time is not limited.</param>
public readonly record struct ScheduleMoment(long Step, int Epoch, int StepsPerEpoch, IReadOnlyList<double> Losses, double EpochsInTime = double.PositiveInfinity);

namespace Insight.Learning.Training;

/// <summary>What a search varies.</summary>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="BatchSize">Examples per step.</param>
/// <param name="Units">Whatever the network takes it for: the width of its layers.</param>
/// <param name="L1">λ₁ of <see cref="TrainerOptions.L1"/>.</param>
/// <param name="L2">λ₂ of <see cref="TrainerOptions.L2"/>.</param>
public sealed record SearchSettings(double LearningRate, int BatchSize, int Units, double L1, double L2);

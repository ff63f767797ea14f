namespace Insight.Learning.Training;

/// <summary>What came of a step.</summary>
/// <param name="Loss">The batch's mean loss before the update, without penalties.</param>
/// <param name="Amount">What the mean was taken over: the examples, or their positions, by weight.</param>
/// <param name="GradientNorm">The norm of the loss's gradient over all weights, before clipping.</param>
internal readonly record struct StepResult(float Loss, float Amount, float GradientNorm);

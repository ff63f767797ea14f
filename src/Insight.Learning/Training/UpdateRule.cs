using Insight.Learning.Optimizers;

namespace Insight.Learning.Training;

/// <summary>All that decides how a step's gradient changes the weights, but for the learning rate.</summary>
/// <param name="Optimizer">What takes the step.</param>
/// <param name="L1">λ₁: λ₁·sign(w) is added to the gradient of penalised weights, as a penalty λ₁·Σ|w| would.</param>
/// <param name="L2">λ₂: λ₂·w is added, as a penalty ½·λ₂·Σw² would (PyTorch's weight_decay; half of Keras's l2).</param>
/// <param name="ClipNorm">The greatest norm of the gradient of all weights together; infinite does not bind.</param>
internal sealed record UpdateRule(Optimizer Optimizer, double L1 = 0, double L2 = 0, double ClipNorm = double.PositiveInfinity);

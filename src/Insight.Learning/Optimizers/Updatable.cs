using Insight.Onnx;

namespace Insight.Learning.Optimizers;

/// <summary>Weights with what an optimiser needs to change them.</summary>
/// <param name="Weights">The vector of all dense weights, or rows of a table.</param>
/// <param name="Gradient">Of the same shape.</param>
/// <param name="State">One value per slot of the optimiser.</param>
/// <param name="Penalized">1 where weight decay applies and 0 elsewhere; null where it applies nowhere.</param>
internal sealed record Updatable(Value Weights, Value Gradient, IReadOnlyList<Value> State, Value? Penalized);

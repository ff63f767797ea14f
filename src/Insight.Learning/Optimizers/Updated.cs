using Insight.Onnx;

namespace Insight.Learning.Optimizers;

/// <summary>Weights and optimiser state after a step.</summary>
internal sealed record Updated(Value Weights, IReadOnlyList<Value> State);

using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Losses;

/// <summary>
/// −y·log σ(z) − (1 − y)·log(1 − σ(z)) for logits z, the mean over an example's outputs. Written as log(1 + eᶻ) − y·z, which neither overflows nor takes the
/// logarithm of zero; its derivative σ(z) − y is smooth at z = 0, where networks begin.
/// </summary>
/// <remarks>The network's output is the logit; the probability is its sigmoid.</remarks>
/// <param name="outputs">The number of outputs of an example: output and labels are [N, outputs].</param>
/// <param name="target">The name of the labels, 0 or 1 or a probability between. Where one is not whole, none are taken for classes.</param>
public sealed class BinaryCrossEntropy(long outputs = 1, string target = "y") : ILoss
{
    /// <inheritdoc/>
    public IReadOnlyList<NetworkInput> Targets { get; } = [new(target, TensorType.Float, ["N", outputs])];

    /// <inheritdoc/>
    public string? Classes => outputs == 1 ? target : null;

    /// <inheritdoc/>
    public (Value Loss, Value Amount) Apply(Scope scope, Value output, IReadOnlyDictionary<string, Value> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Value y = targets[target];
        LossShapes.RequireSame(nameof(BinaryCrossEntropy), output, y);
        Value loss = LossShapes.MeanPerExample(output.Graph.Softplus(output) - (y * output));
        return (loss, LossShapes.Ones(loss));
    }
}

using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Losses;

/// <summary>(output − y)², the mean over an example's outputs; estimates the conditional mean.</summary>
/// <param name="outputs">The number of outputs of an example: output and labels are [N, outputs].</param>
/// <param name="target">The name of the labels.</param>
public sealed class MeanSquaredError(long outputs = 1, string target = "y") : ILoss
{
    /// <inheritdoc/>
    public IReadOnlyList<NetworkInput> Targets { get; } = [new(target, TensorType.Float, ["N", outputs])];

    /// <inheritdoc/>
    public (Value Loss, Value Amount) Apply(Scope scope, Value output, IReadOnlyDictionary<string, Value> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Value y = targets[target];
        LossShapes.RequireSame(nameof(MeanSquaredError), output, y);
        Value error = output - y;
        Value loss = LossShapes.MeanPerExample(error * error);
        return (loss, LossShapes.Ones(loss));
    }
}

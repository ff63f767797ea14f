using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Losses;

/// <summary>
/// The negative log-likelihood of counts under a Poisson distribution of mean e^output, without the constant log y!: e^η − y·η, the mean over an example's outputs.
/// </summary>
/// <param name="outputs">The number of outputs of an example: output and labels are [N, outputs].</param>
/// <param name="target">The name of the labels, counts or rates.</param>
public sealed class Poisson(long outputs = 1, string target = "y") : ILoss
{
    /// <inheritdoc/>
    public IReadOnlyList<NetworkInput> Targets { get; } = [new(target, TensorType.Float, ["N", outputs])];

    /// <inheritdoc/>
    public (Value Loss, Value Amount) Apply(Scope scope, Value output, IReadOnlyDictionary<string, Value> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Value y = targets[target];
        LossShapes.RequireSame(nameof(Poisson), output, y);
        Value loss = LossShapes.MeanPerExample(output.Graph.Exp(output) - (y * output));
        return (loss, LossShapes.Ones(loss));
    }
}

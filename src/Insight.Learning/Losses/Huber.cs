using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Losses;

/// <summary>
/// Half the squared error up to <paramref name="delta"/>, from there on growing in a straight line, δ·(|e| − δ/2); the mean over an example's outputs. Huber (1964),
/// "Robust estimation of a location parameter".
/// </summary>
/// <param name="delta">Where the line begins, in the unit of the labels.</param>
/// <param name="outputs">The number of outputs of an example: output and labels are [N, outputs].</param>
/// <param name="target">The name of the labels.</param>
public sealed class Huber(double delta = 1, long outputs = 1, string target = "y") : ILoss
{
    private readonly double _delta = delta > 0 ? delta : throw new ArgumentOutOfRangeException(nameof(delta), delta, "Delta is positive.");

    /// <inheritdoc/>
    public IReadOnlyList<NetworkInput> Targets { get; } = [new(target, TensorType.Float, ["N", outputs])];

    /// <inheritdoc/>
    public (Value Loss, Value Amount) Apply(Scope scope, Value output, IReadOnlyDictionary<string, Value> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Value y = targets[target];
        LossShapes.RequireSame(nameof(Huber), output, y);
        GraphBuilder graph = output.Graph;
        Value size = graph.Abs(output - y);
        Value bounded = graph.Clip(size, max: _delta);
        Value loss = LossShapes.MeanPerExample(bounded * (size - (0.5 * bounded)));
        return (loss, LossShapes.Ones(loss));
    }
}

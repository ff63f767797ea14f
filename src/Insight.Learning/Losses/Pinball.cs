using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Losses;

/// <summary>
/// q·(y − output) where the label lies above, (1 − q)·(output − y) where it lies below, the mean over the quantiles q; estimates conditional quantiles. Koenker and
/// Bassett (1978), "Regression quantiles".
/// </summary>
/// <param name="quantiles">Each in (0, 1); the output [N, quantiles] has one column for each, the labels are [N, 1].</param>
/// <param name="target">The name of the labels.</param>
public sealed class Pinball(IReadOnlyList<double> quantiles, string target = "y") : ILoss
{
    private readonly float[] _quantiles = quantiles is { Count: > 0 } && quantiles.All(q => q is > 0 and < 1)
        ? [.. quantiles.Select(q => (float)q)]
        : throw new ArgumentException($"Quantiles lie between 0 and 1; given were {string.Join(", ", quantiles ?? [])}.", nameof(quantiles));

    /// <inheritdoc/>
    public IReadOnlyList<NetworkInput> Targets { get; } = [new(target, TensorType.Float, ["N", 1])];

    /// <inheritdoc/>
    public (Value Loss, Value Amount) Apply(Scope scope, Value output, IReadOnlyDictionary<string, Value> targets)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(targets);
        GraphBuilder graph = output.Graph;
        Value y = targets[target];
        LossShapes.Require(nameof(Pinball), output, [y.Shape![0], _quantiles.Length]); // inputs have shapes
        Value error = y - output;
        Value q = graph.Constant(_quantiles, 1, _quantiles.Length);
        Value loss = LossShapes.MeanPerExample(graph.Max(q * error, (q - 1) * error));
        return (loss, LossShapes.Ones(loss));
    }
}

using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Losses;

/// <summary>
/// Cross-entropy over many items, of which each step sees the right one and a sample. A score is the product of output and the item's vector, less the logarithm of how
/// probable the item was to be drawn, without which frequent items would be pushed down too often. A negative that happens to be the right item does not count. Bengio and
/// Senécal (2008); Yi et al. (2019), "Sampling-bias-corrected neural modeling for large corpus item recommendations", eq. 3.
/// </summary>
/// <param name="items">The items' vectors, as wide as the output.</param>
/// <param name="samples">The number of negatives, which all examples of a batch share; they come as target <c>{target}_negatives</c>.</param>
/// <param name="probabilities">With which each item is drawn as a negative, all positive; null when they are equal.</param>
/// <param name="steps">Whether the output is [N, L, width] with a right item for every step, as in <see cref="CrossEntropy"/>; else it is [N, width].</param>
/// <param name="target">The name of the right items' ids.</param>
public sealed class SampledSoftmax(RowTable items, int samples, IReadOnlyList<double>? probabilities = null, bool steps = true, string target = "y") : ILoss
{
    private readonly float[]? _logProbabilities = LogProbabilities(items, probabilities);

    /// <inheritdoc/>
    public IReadOnlyList<NetworkInput> Targets { get; } = [.. StepTargets.Of(target, steps, items.Name), new(NegativesOf(target), TensorType.Int64, [samples], items.Name)];

    /// <inheritdoc/>
    public (Value Loss, Value Amount) Apply(Scope scope, Value output, IReadOnlyDictionary<string, Value> targets)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(targets);
        GraphBuilder graph = scope.Graph;
        (Value y, Value negatives) = (targets[target], targets[NegativesOf(target)]);
        LossShapes.Require(nameof(SampledSoftmax), output, [.. y.Shape!, items.Width]); // inputs have shapes
        Value right = graph.ReduceSum(output * scope.Rows(items, y), [-1]);
        Value others = graph.MatMul(output, graph.Transpose(scope.Rows(items, negatives), 1, 0));
        if (_logProbabilities is not null)
        {
            Value corrections = graph.Constant(_logProbabilities);
            right -= graph.Gather(corrections, scope.Ids(items, y));
            others -= graph.Gather(corrections, scope.Ids(items, negatives));
        }

        others += graph.Cast(graph.Equal(graph.Unsqueeze(y, -1), negatives), others.Type) * -1e9; // added rather than chosen by Where, which is slower both ways
        return StepTargets.PerExample(graph.Softplus(LogSumExp(others) - right), target, targets);
    }

    /// <summary>Over the last dimension. Rounding stops the gradient of the shift, which would only cancel.</summary>
    private static Value LogSumExp(Value x)
    {
        GraphBuilder graph = x.Graph;
        Value shift = graph.Ceil(graph.ReduceMax(x, [-1], keepDims: true));
        return graph.Squeeze(shift + graph.Log(graph.ReduceSum(graph.Exp(x - shift), [-1], keepDims: true)), -1);
    }

    private static string NegativesOf(string target) => $"{target}_negatives";

    private static float[]? LogProbabilities(RowTable items, IReadOnlyList<double>? probabilities)
    {
        if (probabilities is not null && (probabilities.Count != items.Rows || !probabilities.All(p => p > 0)))
        {
            throw new ArgumentException($"{probabilities.Count} probabilities were given for the {items.Rows} rows of table '{items.Name}'; each row needs one above 0.", nameof(probabilities));
        }

        return probabilities is null ? null : [.. probabilities.Select(p => (float)Math.Log(p))];
    }
}

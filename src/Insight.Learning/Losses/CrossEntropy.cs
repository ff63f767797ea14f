using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Losses;

/// <summary>−log softmax(output) at the label: one of several classes.</summary>
/// <remarks>The network's output is logits [N, classes], or [N, L, classes] for a class at every step.</remarks>
/// <param name="classes">The number of classes; labels run from 0, and training refuses others, at steps that do not count too.</param>
/// <param name="steps">
/// Whether every step has a label. Labels are int64 [N], or then [N, L] beside <c>{target}_weight</c>, floats [N, L] that say how much each step counts: 0 behind a
/// sequence's end.
/// </param>
/// <param name="target">The name of the labels.</param>
public sealed class CrossEntropy(long classes, bool steps = false, string target = "y") : ILoss
{
    private readonly long _classes = classes > 1 ? classes : throw new ArgumentOutOfRangeException(nameof(classes), classes, "There are at least two classes.");

    /// <inheritdoc/>
    public IReadOnlyList<NetworkInput> Targets { get; } = StepTargets.Of(target, steps, classes: classes);

    /// <inheritdoc/>
    public string? Classes => steps ? null : target;

    /// <inheritdoc/>
    public (Value Loss, Value Amount) Apply(Scope scope, Value output, IReadOnlyDictionary<string, Value> targets)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(targets);
        GraphBuilder graph = output.Graph;
        Value y = targets[target];
        LossShapes.Require(nameof(CrossEntropy), output, [.. y.Shape!, _classes]); // inputs have shapes
        Value likelihood = graph.GatherElements(graph.LogSoftmax(output), graph.Unsqueeze(y, -1), -1);
        return StepTargets.PerExample(-graph.Squeeze(likelihood, -1), target, targets);
    }
}

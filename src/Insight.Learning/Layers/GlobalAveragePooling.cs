using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>The mean of all steps: [N, L, width] → [N, width]; zeros for an empty sequence.</summary>
public sealed class GlobalAveragePooling : ISequenceLayer
{
    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x) => Apply(scope, x, null).Output;

    /// <inheritdoc/>
    public (Value Output, Value? Lengths) Apply(Scope scope, Value x, Value? lengths)
    {
        ArgumentNullException.ThrowIfNull(x);
        LayerShapes.Width(nameof(GlobalAveragePooling), x, 3);
        SequenceMask.Require(nameof(GlobalAveragePooling), x, lengths);
        GraphBuilder graph = x.Graph;
        if (lengths is null)
        {
            return (graph.ReduceMean(x, [1]), null);
        }

        Value counts = graph.Unsqueeze(graph.Cast(graph.Max(lengths, graph.Scalar(1L)), x.Type), 1);
        return (graph.ReduceSum(SequenceMask.Apply(x, lengths), [1]) / counts, null);
    }
}

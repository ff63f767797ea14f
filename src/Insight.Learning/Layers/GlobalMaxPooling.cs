using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>The largest element of all steps: [N, L, width] → [N, width]; zeros for an empty sequence.</summary>
public sealed class GlobalMaxPooling : ISequenceLayer
{
    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x) => Apply(scope, x, null).Output;

    /// <inheritdoc/>
    public (Value Output, Value? Lengths) Apply(Scope scope, Value x, Value? lengths)
    {
        ArgumentNullException.ThrowIfNull(x);
        LayerShapes.Width(nameof(GlobalMaxPooling), x, 3);
        SequenceMask.Require(nameof(GlobalMaxPooling), x, lengths);
        GraphBuilder graph = x.Graph;
        if (lengths is null)
        {
            return (graph.ReduceMax(x, [1]), null);
        }

        Value seen = graph.Where(graph.Unsqueeze(SequenceMask.Of(x, lengths), 2), x, graph.Scalar(float.MinValue));
        Value any = graph.Unsqueeze(graph.Greater(lengths, graph.Scalar(0L)), 1);
        return (graph.Where(any, graph.ReduceMax(seen, [1]), graph.Scalar(0f)), null);
    }
}

using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>How recurrent layers lie around their operator, which wants steps first and int32 lengths of at least 1.</summary>
internal sealed class RecurrentInput
{
    private readonly Value _x;
    private readonly Value? _lengths;

    public RecurrentInput(string path, Value x, Value? lengths)
    {
        Width = LayerShapes.Width(path, x, 3);
        SequenceMask.Require(path, x, lengths);
        (_x, _lengths) = (x, lengths);
        GraphBuilder graph = x.Graph;
        Steps = graph.Transpose(x, 1, 0, 2);
        Lengths = lengths is null ? null : graph.Cast(graph.Max(lengths, graph.Scalar(1L)), TensorType.Int32);
    }

    public long Width { get; }

    /// <summary>[L, N, width].</summary>
    public Value Steps { get; }

    public Value? Lengths { get; }

    /// <summary>What the layer gives, examples first: all states [N, L, units] or the last ones [N, units]; those of an empty sequence are zero.</summary>
    public (Value Output, Value? Lengths) Result(bool returnSequences, Value all, Value last)
    {
        GraphBuilder graph = _x.Graph;
        if (returnSequences)
        {
            return (SequenceMask.Apply(graph.Transpose(graph.Squeeze(all, 1), 1, 0, 2), _lengths), _lengths);
        }

        Value state = graph.Squeeze(last, 0);
        return (_lengths is null ? state : state * graph.Unsqueeze(graph.Cast(graph.Greater(_lengths, graph.Scalar(0L)), state.Type), 1), null);
    }
}

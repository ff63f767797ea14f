using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>What lengths mean for the steps of sequences.</summary>
internal static class SequenceMask
{
    /// <summary>0, 1, 2 and so on, as many as <paramref name="x"/> has places along an axis: int64 [L].</summary>
    public static Value Places(Value x, int axis)
    {
        GraphBuilder graph = x.Graph;
        if (x.Shape![axis].Size is long length) // layers have checked the rank
        {
            return graph.Constant([.. Enumerable.Range(0, checked((int)length)).Select(i => (long)i)], length);
        }

        Value count = graph.Gather(graph.SizesOf(x), graph.Scalar((long)axis));
        return graph.Apply("Range", TensorType.Int64, [x.Shape[axis]], [graph.Scalar(0L), count, graph.Scalar(1L)]);
    }

    /// <summary>How many windows of a size fit into sequences when each begins a stride behind the one before.</summary>
    public static Value Places(Value lengths, long size, long stride)
    {
        GraphBuilder graph = lengths.Graph;

        // Integers divide towards zero, so the numerator must not become negative.
        Value room = graph.Max(lengths + graph.Scalar(stride - size), graph.Scalar(0L));
        return stride == 1 ? room : graph.Div(room, graph.Scalar(stride));
    }

    /// <summary>Which steps of [N, L, ..] count: bool [N, L].</summary>
    public static Value Of(Value x, Value lengths) => x.Graph.Less(x.Graph.Unsqueeze(Places(x, 1), 0), x.Graph.Unsqueeze(lengths, 1));

    /// <summary>Zeros behind the ends of [N, L, width]; the same value when no sequence ends early.</summary>
    public static Value Apply(Value x, Value? lengths) =>
        lengths is null ? x : x * x.Graph.Unsqueeze(x.Graph.Cast(Of(x, lengths), x.Type), 2);

    /// <exception cref="ArgumentException">Lengths are not one integer per example; the message names both shapes.</exception>
    public static void Require(string layer, Value x, Value? lengths)
    {
        if (lengths is not null && (lengths.Type != TensorType.Int64 || lengths.Shape is not { Count: 1 } shape || (shape[0].IsKnown && x.Shape![0].IsKnown && shape[0] != x.Shape[0])))
        {
            throw new ArgumentException($"{layer}: lengths {lengths} should be Int64 [N], one for each sequence of {x}.");
        }
    }
}

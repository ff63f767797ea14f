using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>What layers that pool windows have in common.</summary>
internal static class WindowPooling
{
    /// <summary>Pools [N, channels, L], which <paramref name="pool"/> does, with steps and lengths brought there and back.</summary>
    public static (Value Output, Value? Lengths) Apply(string layer, Value x, Value? lengths, long size, long stride, Func<GraphBuilder, Value, Value> pool)
    {
        ArgumentNullException.ThrowIfNull(x);
        LayerShapes.Width(layer, x, 3);
        SequenceMask.Require(layer, x, lengths);
        GraphBuilder graph = x.Graph;
        Value pooled = graph.Transpose(pool(graph, graph.Transpose(x, 0, 2, 1)), 0, 2, 1);
        Value? places = lengths is null ? null : SequenceMask.Places(lengths, size, stride);
        return (SequenceMask.Apply(pooled, places), places);
    }
}

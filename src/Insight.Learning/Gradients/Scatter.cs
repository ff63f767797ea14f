using Insight.Onnx;

namespace Insight.Learning.Gradients;

/// <summary>Puts gradients back to where their values were taken from.</summary>
internal static class Scatter
{
    /// <summary>Zeros like <paramref name="value"/> to which rows along an axis are added at indices, which may repeat.</summary>
    public static Value Add(Value value, int axis, Value indices, Value rows)
    {
        GraphBuilder g = value.Graph;
        Value zeros = g.Expand(g.Scalar(0, value.Type), value);
        Shape shape = value.Shape!; // something was taken along an axis, so the rank is known
        Value along = g.Reshape(indices, [.. shape.Select((_, i) => i == axis ? default : (Dim)1)]);
        return g.ScatterElements(zeros, g.Expand(along, rows), rows, axis, "add");
    }
}

using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>What layers ask of the shape of their input.</summary>
internal static class LayerShapes
{
    /// <summary>The size of the last dimension, which fixes the shape of weights.</summary>
    /// <exception cref="ArgumentException">It is not known, or the rank is not the expected one.</exception>
    public static long Width(string layer, Value x, int? rank = null)
    {
        if (x.Shape is not { Count: > 0 } shape || shape[^1].Size is not long width || (rank is int expected && shape.Count != expected))
        {
            string wanted = rank switch
            {
                2 => "[N, width]",
                3 => "[N, L, width]",
                _ => "[.., width]",
            };
            throw new ArgumentException($"{layer}: {x} should have shape {wanted} with a known width.");
        }

        return width;
    }
}

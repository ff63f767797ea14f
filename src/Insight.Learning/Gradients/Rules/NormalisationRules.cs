using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>Operators that scale elements by what stands beside them.</summary>
internal static class NormalisationRules
{
    /// <summary>y·(G − Σ G·y). Where y is zero, as behind a mask, nothing passes.</summary>
    public static Func<Contribution>?[] Softmax(Call c)
    {
        long axis = c.Attribute("axis", -1L);
        return [() => c.Result * (c.Gradient - c.Graph.ReduceSum(c.Gradient * c.Result, [axis], keepDims: true))];
    }

    /// <summary>G − softmax·Σ G.</summary>
    public static Func<Contribution>?[] LogSoftmax(Call c)
    {
        long axis = c.Attribute("axis", -1L);
        return [() => c.Gradient - (c.Graph.Exp(c.Result) * c.Graph.ReduceSum(c.Gradient, [axis], keepDims: true))];
    }

    /// <summary>
    /// With n = (x − mean)/deviation and H = G·scale: (H − mean H − n·mean(H·n))/deviation for x, G·n for the scale, G for the bias.
    /// </summary>
    public static Func<Contribution>?[] LayerNormalization(Call c)
    {
        if (c.Node.Outputs.Count < 3)
        {
            throw c.Unsupported("it does not keep mean and deviation as outputs");
        }

        GraphBuilder g = c.Graph;
        int rank = c.ShapeOf(0).Count;
        int axis = c.Axis(c.Attribute("axis", -1L), rank);
        long[] axes = [.. Enumerable.Range(axis, rank - axis).Select(i => (long)i)];
        (Value mean, Value reciprocal) = (g.Cast(c.Node.Outputs[1], c.Gradient.Type), g.Cast(c.Node.Outputs[2], c.Gradient.Type));
        Value? normal = c.Needs(0) || c.Needs(1) ? (c[0] - mean) * reciprocal : null;
        return
        [
            () => Signal(normal!), // made when either of the first two inputs asks
            () => c.Gradient * normal!,
            () => c.Gradient,
        ];

        Contribution Signal(Value n)
        {
            Value h = c.Gradient * c[1];
            return (h - g.ReduceMean(h, axes, keepDims: true) - (n * g.ReduceMean(h * n, axes, keepDims: true))) * reciprocal;
        }
    }
}

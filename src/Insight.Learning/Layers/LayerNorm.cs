using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>Brings the last dimension to mean 0 and deviation 1, then scales and shifts it. Ba, Kiros and Hinton (2016), "Layer normalization".</summary>
/// <remarks>Weights: <c>scale</c> [width], ones; <c>bias</c> [width], zeros.</remarks>
/// <param name="epsilon">Added to the variance.</param>
public sealed class LayerNorm(float epsilon = 1e-5f) : ILayer
{
    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(x);
        return Apply(scope, scope.Path(this, "norm"), x, epsilon);
    }

    /// <summary>The layer's nodes, also for layers that consist of several.</summary>
    internal static Value Apply(Scope scope, string path, Value x, float epsilon = 1e-5f)
    {
        long width = LayerShapes.Width(path, x);
        Value scale = scope.Weight($"{path}/scale", [width], Initializer.Constant(1), penalized: false);
        Value bias = scope.Weight($"{path}/bias", [width], Initializer.Zeros, penalized: false);
        return scope.Graph.LayerNormalization(x, scale, bias, -1, epsilon);
    }
}

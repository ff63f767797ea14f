using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>Brings the last dimension to mean 0 and deviation 1, then scales and shifts it. Ba, Kiros and Hinton (2016), "Layer normalization".</summary>
/// <remarks>Weights: <c>scale</c> [width], ones; <c>bias</c> [width], zeros.</remarks>
/// <param name="epsilon">Added to the variance.</param>
public sealed class LayerNorm(float epsilon = LayerNorm.Epsilon) : ILayer
{
    private const float Epsilon = 1e-5f;

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(x);
        return Apply(scope, scope.Path(this, "norm"), x, epsilon);
    }

    /// <summary>The layer's nodes, also for layers that consist of several.</summary>
    internal static Value Apply(Scope scope, string path, Value x, float epsilon = Epsilon)
    {
        (Value scale, Value bias) = Weights(scope, path, LayerShapes.Width(path, x));
        return scope.Graph.LayerNormalization(x, scale, bias, -1, epsilon);
    }

    /// <summary>Of x + <paramref name="added"/> + <paramref name="bias"/>, which is given too; in one step, for scopes that let layers do so (<see cref="Scope.Fuses"/>).</summary>
    internal static (Value Normalized, Value Sum) ApplyToSum(Scope scope, string path, Value x, Value added, Value bias)
    {
        (Value scale, Value shift) = Weights(scope, path, LayerShapes.Width(path, x));
        return scope.Graph.SkipLayerNormalization(added, x, bias, scale, shift, Epsilon);
    }

    private static (Value Scale, Value Bias) Weights(Scope scope, string path, long width) =>
        (scope.Weight($"{path}/scale", [width], Initializer.Constant(1), penalized: false), scope.Weight($"{path}/bias", [width], Initializer.Zeros, penalized: false));
}

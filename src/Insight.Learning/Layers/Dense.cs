using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>A fully connected layer, activation(x·W + b), over the last dimension: [.., inputs] → [.., units].</summary>
/// <remarks>Weights: <c>kernel</c> [inputs, units], Glorot or, before a rectifier, He; <c>bias</c> [units], zeros.</remarks>
/// <param name="units">The number of outputs.</param>
/// <param name="activation">Applied to the sums.</param>
/// <param name="bias">Whether b is there.</param>
public sealed class Dense(long units, Activation activation = Activation.Identity, bool bias = true) : ILayer
{
    private readonly long _units = units > 0 ? units : throw new ArgumentOutOfRangeException(nameof(units), units, "A layer has at least one unit.");

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(x);
        return Apply(scope, scope.Path(this, "dense"), x, _units, activation, bias);
    }

    /// <summary>The layer's nodes, also for layers that consist of several.</summary>
    internal static Value Apply(Scope scope, string path, Value x, long units, Activation activation = Activation.Identity, bool bias = true)
    {
        Value sums = scope.Graph.MatMul(x, Kernel(scope, path, LayerShapes.Width(path, x), units, activation));
        if (!bias)
        {
            return activation.Append(sums);
        }

        Value shift = Bias(scope, path, units);
        return scope.Fuses && activation == Activation.Gelu ? scope.Graph.BiasGelu(sums, shift) : activation.Append(sums + shift);
    }

    /// <summary>The layer's kernel [inputs, units].</summary>
    internal static Value Kernel(Scope scope, string path, long inputs, long units, Activation activation = Activation.Identity) =>
        scope.Weight($"{path}/kernel", [inputs, units], activation.Kernel(inputs, units));

    /// <summary>The layer's bias [units].</summary>
    internal static Value Bias(Scope scope, string path, long units) => scope.Weight($"{path}/bias", [units], Initializer.Zeros, penalized: false);
}

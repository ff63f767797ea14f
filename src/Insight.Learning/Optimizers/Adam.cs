using Insight.Onnx;

namespace Insight.Learning.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1): steps along the running mean of the gradient, divided by the root of the running mean of its square, both corrected for
/// their start at zero.
/// </summary>
/// <remarks>
/// Computed in the form of their section 2, last paragraph: w ← w − η·√(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε·√(1−β₂ᵗ)), which is algorithm 1 (and PyTorch's Adam) with two
/// passes over the vector fewer. The corrections are computed in double precision: in single precision 1 − 0.999 has four digits.
/// </remarks>
public class Adam : Optimizer
{
    /// <summary>Creates the optimiser.</summary>
    /// <param name="beta1">β₁, the share of the mean gradient kept from step to step.</param>
    /// <param name="beta2">β₂, the share of the mean square kept.</param>
    /// <param name="epsilon">ε, added to the root so that tiny gradients do not divide by zero.</param>
    public Adam(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        RequireShare(beta1, nameof(beta1));
        RequireShare(beta2, nameof(beta2));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        (Beta1, Beta2, Epsilon) = (beta1, beta2, epsilon);
    }

    /// <summary>β₁.</summary>
    public double Beta1 { get; }

    /// <summary>β₂.</summary>
    public double Beta2 { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    internal sealed override IReadOnlyList<string> Slots => ["mean", "square"];

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"adam(beta1={Beta1}, beta2={Beta2}, epsilon={Epsilon})");

    /// <inheritdoc/>
    internal sealed override IReadOnlyList<Updated> Update(GraphBuilder graph, Value learningRate, Value step, IReadOnlyList<Updatable> tensors)
    {
        Value t = graph.Cast(step, TensorType.Double);
        Value root = graph.Sqrt(1 - graph.Pow(graph.Scalar(Beta2), t));
        Value epsilon = graph.Cast(root * Epsilon, TensorType.Float);
        Value rate = graph.Cast(graph.Cast(learningRate, TensorType.Double) * root / (1 - graph.Pow(graph.Scalar(Beta1), t)), TensorType.Float);
        return [.. tensors.Select(tensor =>
        {
            Value mean = (tensor.State[0] * Beta1) + (tensor.Gradient * (1 - Beta1));
            Value square = (tensor.State[1] * Beta2) + (tensor.Gradient * tensor.Gradient * (1 - Beta2));
            Value change = rate * mean / (graph.Sqrt(square) + epsilon);
            return new Updated(Decayed(learningRate, tensor) - change, [mean, square]);
        })];
    }

    /// <summary>The weights from which the change is taken.</summary>
    private protected virtual Value Decayed(Value learningRate, Updatable tensor) => tensor.Weights;
}

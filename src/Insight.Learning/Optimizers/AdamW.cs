using Insight.Onnx;

namespace Insight.Learning.Optimizers;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2): before the step of <see cref="Adam"/> each penalised weight is multiplied by
/// 1 − η·λ. Tables do not decay.
/// </summary>
public sealed class AdamW : Adam
{
    /// <summary>Creates the optimiser.</summary>
    /// <param name="weightDecay">λ; the learning rate multiplies it, as in PyTorch.</param>
    /// <param name="beta1">β₁, as in <see cref="Adam"/>.</param>
    /// <param name="beta2">β₂, as in <see cref="Adam"/>.</param>
    /// <param name="epsilon">ε, as in <see cref="Adam"/>.</param>
    public AdamW(double weightDecay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(beta1, beta2, epsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay);
        WeightDecay = weightDecay;
    }

    /// <summary>λ.</summary>
    public double WeightDecay { get; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"adamw(decay={WeightDecay}, beta1={Beta1}, beta2={Beta2}, epsilon={Epsilon})");

    private protected override Value Decayed(Value learningRate, Updatable tensor) => tensor.Penalized is null
        ? tensor.Weights
        : tensor.Weights * (1 - (learningRate * WeightDecay * tensor.Penalized));
}

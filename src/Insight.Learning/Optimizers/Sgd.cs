using Insight.Onnx;

namespace Insight.Learning.Optimizers;

/// <summary>Gradient descent: b ← μ·b + g, w ← w − η·b (momentum as in Sutskever et al. 2013 with PyTorch's placing of the learning rate); without momentum w ← w − η·g.</summary>
public sealed class Sgd : Optimizer
{
    /// <summary>Creates the optimiser.</summary>
    /// <param name="momentum">μ, at least 0 and below 1.</param>
    public Sgd(double momentum = 0)
    {
        RequireShare(momentum, nameof(momentum));
        Momentum = momentum;
    }

    /// <summary>μ, the share of the last step's direction that is kept.</summary>
    public double Momentum { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Slots => Momentum == 0 ? [] : ["momentum"];

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"sgd(momentum={Momentum})");

    /// <inheritdoc/>
    internal override IReadOnlyList<Updated> Update(GraphBuilder graph, Value learningRate, Value step, IReadOnlyList<Updatable> tensors) => [.. tensors.Select(tensor =>
    {
        if (Momentum == 0)
        {
            return new Updated(tensor.Weights - (learningRate * tensor.Gradient), []);
        }

        Value direction = (tensor.State[0] * Momentum) + tensor.Gradient;
        return new Updated(tensor.Weights - (learningRate * direction), [direction]);
    })];
}

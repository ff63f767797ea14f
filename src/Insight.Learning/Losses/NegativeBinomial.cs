using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Losses;

/// <summary>
/// The negative log-likelihood of counts of mean μ and variance μ + μ²/r, without the constant log y!. Output [N, 2]: η = log μ and ρ = log r. As in Salinas et al. (2020),
/// "DeepAR", with r = 1/α.
/// </summary>
/// <remarks>
/// −log Γ(y + r) + log Γ(r) + (y + r)·log(1 + μ/r) + y·(ρ − η). log Γ is Stirling's series at an argument moved up by 4, right to 10⁻⁶. r is at most
/// 10⁴, where the distribution is Poisson's in all but name and the difference of two log Γ begins to lose digits.
/// </remarks>
/// <param name="target">The name of the labels, counts [N, 1].</param>
public sealed class NegativeBinomial(string target = "y") : ILoss
{
    private const int Moved = 4;

    /// <inheritdoc/>
    public IReadOnlyList<NetworkInput> Targets { get; } = [new(target, TensorType.Float, ["N", 1])];

    /// <inheritdoc/>
    public (Value Loss, Value Amount) Apply(Scope scope, Value output, IReadOnlyDictionary<string, Value> targets)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(targets);
        GraphBuilder graph = output.Graph;
        Value y = targets[target];
        LossShapes.Require(nameof(NegativeBinomial), output, [y.Shape![0], 2]); // inputs have shapes
        IReadOnlyList<Value> parts = graph.Split(output, 1, 1, 1);
        Value logMean = parts[0];
        Value logSize = graph.Clip(parts[1], max: Math.Log(1e4));
        Value size = graph.Exp(logSize);
        Value loss = LogGamma(size) - LogGamma(y + size) + ((y + size) * graph.Softplus(logMean - logSize)) + (y * (logSize - logMean));
        loss = graph.Squeeze(loss, 1);
        return (loss, LossShapes.Ones(loss));
    }

    /// <summary>Up to the constant ½·log 2π, which the difference does not have.</summary>
    private static Value LogGamma(Value x)
    {
        GraphBuilder graph = x.Graph;
        Value rising = Enumerable.Range(1, Moved - 1).Aggregate(x, (product, i) => product * (x + i));
        Value z = x + Moved;
        Value series = (1.0 / 12 / z) - (1.0 / 360 / (z * z * z));
        return ((z - 0.5) * graph.Log(z)) - z + series - graph.Log(rising);
    }
}

using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>
/// Sets elements to zero at random while training and enlarges the others by 1 / (1 − rate), so that their expectation stays; does nothing when serving.
/// Srivastava et al. (2014), "Dropout: a simple way to prevent neural networks from overfitting".
/// </summary>
/// <param name="rate">The share of elements set to zero, in [0, 1).</param>
public sealed class Dropout(double rate) : ILayer
{
    private readonly double _rate = rate is >= 0 and < 1 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A dropout rate lies in [0, 1).");

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(x);
        if (scope.Pass == Pass.Inference || _rate == 0)
        {
            return x;
        }

        if (x.Shape is not { IsFullyKnown: true } shape)
        {
            throw new ArgumentException($"Dropout: every size of {x} should be known when a training graph is built.");
        }

        GraphBuilder graph = scope.Graph;
        Value kept = graph.GreaterOrEqual(scope.Random(shape), graph.Scalar((float)_rate));
        return x * graph.Where(kept, graph.Scalar((float)(1 / (1 - _rate))), graph.Scalar(0f));
    }
}

using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>Adds a learnt vector for each place, counted from the start: [N, L, width] → [N, L, width]. Attention does not know order without it.</summary>
/// <remarks>Weights: <c>places</c> [longest, width], Gaussian of deviation .02.</remarks>
/// <param name="longest">The greatest length.</param>
public sealed class PositionEmbedding(long longest) : ILayer
{
    private readonly long _longest = longest > 0 ? longest : throw new ArgumentOutOfRangeException(nameof(longest), longest, "A sequence has at least one place.");

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(x);
        string path = scope.Path(this, "position");
        long width = LayerShapes.Width(path, x, 3);
        if (x.Shape![1].Size > _longest) // the rank has been checked
        {
            throw new ArgumentException($"{path}: {x} is longer than the {_longest} places of shape [{_longest}, {width}].");
        }

        Value places = scope.Weight($"{path}/places", [_longest, width], Initializer.Normal(0.02));
        return x + scope.Graph.Gather(places, SequenceMask.Places(x, 1));
    }
}

using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>x + layers(x). He et al. (2015), "Deep residual learning for image recognition".</summary>
/// <param name="layers">Layers one behind the other, whose output has the shape of their input.</param>
public sealed class Residual(params IReadOnlyList<ILayer> layers) : ISequenceLayer
{
    private readonly Sequential _chain = new(layers);

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x) => Apply(scope, x, null).Output;

    /// <inheritdoc/>
    public (Value Output, Value? Lengths) Apply(Scope scope, Value x, Value? lengths)
    {
        ArgumentNullException.ThrowIfNull(x);
        (Value y, Value? left) = _chain.Apply(scope, x, lengths);
        bool same = x.Shape is Shape before && y.Shape is Shape after && before.Count == after.Count
            && before.Zip(after).All(pair => !pair.First.IsKnown || !pair.Second.IsKnown || pair.First == pair.Second);
        if (!same || left != lengths)
        {
            throw new ArgumentException($"Residual: the layers turn {x} into {y}; both should have the same shape and lengths.");
        }

        return (x.Shape!.Count == 3 ? SequenceMask.Apply(x + y, lengths) : x + y, lengths);
    }
}

namespace Insight.Learning.Graphs;

/// <summary>A weight of a network. All such weights lie one behind the other in one vector, so an optimiser updates them in one go.</summary>
/// <param name="Name">The layer's path and the weight's name, such as <c>lstm1/kernel</c>; unique in a network.</param>
/// <param name="Sizes">Its dimensions.</param>
/// <param name="Initializer">Its values before training.</param>
/// <param name="Penalized">Whether L1, L2 and weight decay apply: matrices yes, biases and scales no.</param>
public sealed record Parameter(string Name, IReadOnlyList<long> Sizes, Initializer Initializer, bool Penalized)
{
    /// <summary>The number of its elements.</summary>
    public long Count => Sizes.Aggregate(1L, (product, size) => product * size);
}

using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>The vector of each id: int64 [..] → [.., width]. The network's input that holds the ids names the table.</summary>
/// <remarks>Padding, −1, gives the vector of some id; what follows leaves it out, as layers over sequences do with what lies behind an end.</remarks>
/// <param name="table">The vectors; a step reads and updates those in its batch only.</param>
public sealed class Embedding(RowTable table) : ILayer
{
    /// <summary>The vectors.</summary>
    public RowTable Table { get; } = table;

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(x);
        return scope.Rows(Table, x);
    }
}

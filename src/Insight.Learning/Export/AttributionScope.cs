using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Export;

/// <summary>A scope in which some tables hold, instead of their own rows, the vectors between baseline and example; inputs hold places among these.</summary>
internal sealed class AttributionScope(GraphBuilder graph, IReadOnlyDictionary<string, float[]> weights) : InferenceScope(graph, weights)
{
    private readonly Dictionary<string, (Value Rows, Value Ids)> _replaced = new(StringComparer.Ordinal);

    /// <param name="table">The table's name.</param>
    /// <param name="rows">What it holds [places, width].</param>
    /// <param name="ids">Whose vector each row was made from [places].</param>
    public void Replace(string table, Value rows, Value ids) => _replaced[table] = (rows, ids);

    /// <inheritdoc/>
    public override Value Ids(RowTable table, Value ids) => _replaced.TryGetValue(table.Name, out (Value Rows, Value Ids) held) ? Graph.Gather(held.Ids, ids) : ids;

    /// <inheritdoc/>
    protected override Value Provide(RowTable table) => _replaced.TryGetValue(table.Name, out (Value Rows, Value Ids) held) ? held.Rows : base.Provide(table);
}

using Insight.Onnx;

namespace Insight.Learning.Graphs;

/// <summary>Builds a graph that serves: trained weights become constants under their names.</summary>
/// <param name="graph">Where nodes go.</param>
/// <param name="weights">The elements of every weight and table by name, row-major.</param>
/// <param name="prefix">What the constants' names begin with: another one for each network of a graph.</param>
/// <param name="fuses">See <see cref="Scope.Fuses"/>.</param>
public class InferenceScope(GraphBuilder graph, IReadOnlyDictionary<string, float[]> weights, string prefix = "weights", bool fuses = false) : Scope(graph, Pass.Inference)
{
    private readonly Dictionary<string, Value> _tables = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Fuses => fuses;

    /// <summary>All rows of a table [rows, width], as for scores of every item.</summary>
    public Value Table(RowTable table) => Provide(table);

    /// <inheritdoc/>
    public override Value Random(Shape shape) => throw new InvalidOperationException("A graph that serves draws no random numbers.");

    /// <inheritdoc/>
    protected override Value Provide(Parameter parameter) => Constant(parameter.Name, parameter.Sizes);

    /// <inheritdoc/>
    protected override Value Provide(RowTable table)
    {
        if (!_tables.TryGetValue(table.Name, out Value? rows))
        {
            rows = _tables[table.Name] = Constant(table.Name, [table.Rows, table.Width]);
        }

        return rows;
    }

    private Value Constant(string name, IReadOnlyList<long> sizes)
    {
        long[] shape = [.. sizes];
        if (!weights.TryGetValue(name, out float[]? values))
        {
            throw new ArgumentException($"No values were given for weight '{name}' of shape {Shape.Of(shape)}.");
        }

        long count = shape.Aggregate(1L, (product, size) => product * size);
        return values.Length == count
            ? Graph.Constant(Tensor.Of(values, shape), $"{prefix}/{name}")
            : throw new ArgumentException($"Weight '{name}' has shape {Shape.Of(shape)}, that is {count} elements, but {values.Length} were given.");
    }
}

using System.Globalization;
using Insight.Onnx;

namespace Insight.Learning.Graphs;

/// <summary>
/// What layers build on: the graph, the weights by name, random numbers for dropout. Where the weights come from is decided by the subclass: inputs of a training
/// step, or constants of an exported model.
/// </summary>
public abstract class Scope(GraphBuilder graph, Pass pass)
{
    private readonly Dictionary<ILayer, string> _paths = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Parameter Parameter, Value Value)> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RowTable> _tables = new(StringComparer.Ordinal);

    /// <summary>Where nodes go.</summary>
    public GraphBuilder Graph { get; } = graph;

    /// <summary>What the graph is built for.</summary>
    public Pass Pass { get; } = pass;

    /// <summary>Whether layers may use operators of ONNX Runtime's own that do several steps in one. They have no gradient, and other runtimes do not know them.</summary>
    public virtual bool Fuses => false;

    /// <summary>The weights that were asked for, in the order of first use.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. _weights.Values.Select(weight => weight.Parameter)];

    /// <summary>The tables that were read, in the order of first use.</summary>
    public IReadOnlyList<RowTable> Tables => [.. _tables.Values];

    /// <summary>A layer's place in the network, <c>dense1</c>, <c>dense2</c> and so on; the same for the same object.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="kind">What its name begins with.</param>
    public string Path(ILayer layer, string kind)
    {
        if (!_paths.TryGetValue(layer, out string? path))
        {
            int number = _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
            path = _paths[layer] = string.Create(CultureInfo.InvariantCulture, $"{kind}{number}");
        }

        return path;
    }

    /// <summary>A weight; asked for again under the same name, the same value.</summary>
    /// <exception cref="ArgumentException">The name is in use for a weight of another shape; the message names both.</exception>
    public Value Weight(string name, ReadOnlySpan<long> sizes, Initializer initializer, bool penalized = true)
    {
        if (_weights.TryGetValue(name, out (Parameter Parameter, Value Value) known))
        {
            return known.Parameter.Sizes.SequenceEqual(sizes.ToArray())
                ? known.Value
                : throw new ArgumentException($"Weight '{name}' has shape {Shape.Of([.. known.Parameter.Sizes])} and was asked for with shape {Shape.Of(sizes)}.");
        }

        var parameter = new Parameter(name, sizes.ToArray(), initializer, penalized);
        Value value = Provide(parameter);
        _weights.Add(name, (parameter, value));
        return value;
    }

    /// <summary>The vectors at <paramref name="ids"/>, which is an input that names the table: [.., width].</summary>
    /// <exception cref="ArgumentException">The name is in use for a table of another size.</exception>
    public Value Rows(RowTable table, Value ids)
    {
        if (_tables.TryGetValue(table.Name, out RowTable? known) && (known.Rows, known.Width) != (table.Rows, table.Width))
        {
            throw new ArgumentException($"Table '{table.Name}' has shape [{known.Rows}, {known.Width}] and was asked for with shape [{table.Rows}, {table.Width}].");
        }

        _tables.TryAdd(table.Name, table);
        return Graph.Gather(Provide(table), ids);
    }

    /// <summary>The ids themselves: what an input that names a table holds may be places among the rows of a batch.</summary>
    /// <param name="table">A table that has been read.</param>
    /// <param name="ids">The input.</param>
    public virtual Value Ids(RowTable table, Value ids) => ids;

    /// <summary>Evenly distributed numbers in [0, 1), other ones in every step and at every call, the same again for the same seed and step.</summary>
    /// <exception cref="InvalidOperationException">The graph is built to serve: what serves does not draw.</exception>
    public abstract Value Random(Shape shape);

    /// <summary>The value that stands for a weight.</summary>
    protected abstract Value Provide(Parameter parameter);

    /// <summary>The value whose rows the ids point into.</summary>
    protected abstract Value Provide(RowTable table);
}

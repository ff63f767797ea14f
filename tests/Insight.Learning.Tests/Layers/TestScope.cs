using System.Globalization;
using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

/// <summary>A training scope whose weights, tables and random numbers are plain inputs of the graph, unless values for them are given.</summary>
internal sealed class TestScope(GraphBuilder graph, IReadOnlyDictionary<string, Value>? given = null) : Scope(graph, Pass.Training)
{
    private int _draws;

    /// <summary>The values that stand for weights and tables, by name.</summary>
    public Dictionary<string, Value> Weights { get; } = new(StringComparer.Ordinal);

    public List<Value> Draws { get; } = [];

    public override Value Random(Shape shape)
    {
        Value draw = Graph.Input(string.Create(CultureInfo.InvariantCulture, $"random/{++_draws}"), TensorType.Float, shape);
        Draws.Add(draw);
        return draw;
    }

    /// <summary>Values for every weight and table: as initialised, with some noise, so that zeros and ones do not hide mistakes.</summary>
    public Dictionary<string, float[]> Draw(int seed, float noise = 0.3f)
    {
        var random = new Random(seed);
        Dictionary<string, float[]> drawn = Parameters.Select(parameter => (parameter.Name, parameter.Count, parameter.Initializer))
            .Concat(Tables.Select(table => (table.Name, Count: table.Rows * table.Width, table.Initializer)))
            .ToDictionary(w => w.Name, w => w.Initializer.Draw(w.Count, w.Name, seed), StringComparer.Ordinal);
        foreach (float[] values in drawn.Values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += noise * (float)((2 * random.NextDouble()) - 1);
            }
        }

        return drawn;
    }

    /// <summary>The drawn values as feeds of this graph's inputs.</summary>
    public IEnumerable<Feed> Feeds(Dictionary<string, float[]> values) =>
        Weights.Select(weight => new Feed(weight.Value.Name, values[weight.Key], [.. weight.Value.Shape!.Select(dim => (int)dim.Size!.Value)]));

    protected override Value Provide(Parameter parameter) => Input(parameter.Name, [.. parameter.Sizes]);

    protected override Value Provide(RowTable table) => Weights.TryGetValue(table.Name, out Value? rows) ? rows : Input(table.Name, [table.Rows, table.Width]);

    private Value Input(string name, long[] sizes) =>
        Weights[name] = given is null ? Graph.Input($"weights/{name}", TensorType.Float, Shape.Of(sizes)) : given[name];
}

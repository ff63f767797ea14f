using System.Globalization;
using Insight.Onnx;

namespace Insight.Learning.Graphs;

/// <summary>
/// Builds on weights that are fed: pieces of the one vector <c>training/weights</c>, and tables. In <see cref="Pass.Training"/> a table is seen through the rows
/// that a batch needs: its ids are places in <c>training/unique/…</c>. In <see cref="Pass.Inference"/> (the loss on validation data) ids are ids, and nothing draws.
/// </summary>
internal sealed class TrainingScope : Scope
{
    private readonly WeightLayout _layout;
    private readonly IReadOnlyList<Value> _pieces;
    private readonly Dictionary<string, int> _index;
    private readonly Dictionary<string, Value> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _unique = new(StringComparer.Ordinal);
    private Value? _key;
    private int _draws;

    public TrainingScope(GraphBuilder graph, Pass pass, WeightLayout layout)
        : base(graph, pass)
    {
        _layout = layout;
        _index = layout.Parameters.Select((parameter, i) => (parameter.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i, StringComparer.Ordinal);
        Flat = graph.Input(Names.Weights, TensorType.Float, [layout.Count]);
        long[] counts = [.. layout.Parameters.Select(parameter => parameter.Count)];
        _pieces = counts.Length < 2
            ? [Flat]
            : graph.ApplyMany("Split", [.. counts.Select(count => (TensorType.Float, (Shape?)[count]))], [Flat, graph.Constant(counts)], [("axis", 0L)]);
    }

    /// <summary>The vector of all weights.</summary>
    public Value Flat { get; }

    /// <summary>The key of the step's random numbers, int64 and odd; null when nothing was drawn.</summary>
    public Value? Key => _key;

    /// <summary>The pieces that layers worked with, in the order of the layout: gradients are taken with respect to these.</summary>
    /// <exception cref="InvalidOperationException">A weight of the layout was not asked for: the network differs from one building to the next.</exception>
    public IReadOnlyList<Value> Pieces => [.. _layout.Parameters.Select(parameter => _weights.GetValueOrDefault(parameter.Name)
        ?? throw new InvalidOperationException($"Weight '{parameter.Name}' is not used by the network in the pass {Pass}."))];

    /// <summary>A table's rows in this batch [U, width], or the whole table in <see cref="Pass.Inference"/>.</summary>
    public Value RowsOf(RowTable table) => _rows[table.Name];

    public Value TableOf(RowTable table) => _tables[table.Name];

    public Value UniqueOf(RowTable table) => _unique[table.Name];

    /// <inheritdoc/>
    /// <remarks>
    /// The number at (i, j) is made of the high bits of the square, modulo 2⁶⁴, of a<sub>i</sub> + b<sub>j</sub> + key: a and b are even hashes of (call, place) and
    /// constants of the graph, the key is an odd hash of (seed, step). Three integer operations per number; the middle of squares of odd numbers is where all input bits
    /// meet (compare Widynski 2022, "Squares: a fast counter-based RNG").
    /// </remarks>
    public override Value Random(Shape shape)
    {
        if (Pass == Pass.Inference)
        {
            throw new InvalidOperationException("Nothing is drawn when a network serves or is evaluated.");
        }

        if (!shape.IsFullyKnown)
        {
            throw new ArgumentException($"Random numbers of shape {shape}: every size should be known in a training graph.");
        }

        long[] sizes = [.. shape.Select(dim => dim.Size!.Value)]; // all are known
        long columns = sizes.Length == 0 ? 1 : sizes[^1];
        long rows = sizes.SkipLast(1).Aggregate(1L, (product, size) => product * size);
        ulong call = (ulong)_draws++ * 2;
        _key ??= Graph.Input(Names.RandomKey, TensorType.Int64, []);

        Value x = Graph.Constant(EvenHashes(call, rows), rows, 1) + _key + Graph.Constant(EvenHashes(call + 1, columns), 1, columns);
        Value high = Graph.Cast(x * x, TensorType.Float);

        // 2⁻⁶⁴ less a little: the largest integers round up to 2⁶³ and would give 1.
        Value unit = (high * (Math.ScaleB(1, -64) * (1 - Math.ScaleB(1, -23)))) + 0.5;
        return sizes.Length == 2 ? unit : Graph.Reshape(unit, sizes);
    }

    /// <inheritdoc/>
    public override Value Ids(RowTable table, Value ids) => Pass == Pass.Training ? Graph.Gather(UniqueOf(table), ids) : ids;

    protected override Value Provide(Parameter parameter)
    {
        if (!_index.TryGetValue(parameter.Name, out int i))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Weight '{parameter.Name}' was not there when the network was first built."));
        }

        return _weights[parameter.Name] = Graph.Reshape(_pieces[i], [.. parameter.Sizes]);
    }

    protected override Value Provide(RowTable table)
    {
        if (!_rows.TryGetValue(table.Name, out Value? rows))
        {
            Value whole = _tables[table.Name] = Graph.Input(Names.Table(table.Name), TensorType.Float, [table.Rows, table.Width]);
            if (Pass == Pass.Training)
            {
                Value unique = _unique[table.Name] = Graph.Input(Names.Unique(table.Name), TensorType.Int64, ["U." + table.Name]);
                whole = Graph.Gather(whole, unique);
            }

            rows = _rows[table.Name] = whole;
        }

        return rows;
    }

    private static long[] EvenHashes(ulong stream, long count)
    {
        var hashes = new long[count];
        for (long i = 0; i < count; i++)
        {
            hashes[i] = unchecked((long)(CounterHash.Mix(stream, (ulong)i) & ~1UL));
        }

        return hashes;
    }

    /// <summary>The names of what a training graph is fed with and gives beside the network's own inputs.</summary>
    internal static class Names
    {
        public const string Weights = "training/weights";
        public const string ExampleWeights = "training/example_weights";
        public const string LearningRate = "training/learning_rate";
        public const string Step = "training/step";
        public const string RandomKey = "training/random_key";
        public const string Loss = "training/loss";
        public const string Amount = "training/amount";
        public const string Norm = "training/gradient_norm";
        public const string Output = "training/output";

        public static string Table(string table) => "training/table/" + table;

        public static string Unique(string table) => "training/unique/" + table;

        public static string Slot(string slot) => $"{Weights}/{slot}";

        public static string Slot(string table, string slot) => $"{Table(table)}/{slot}";

        public static string Updated(string name) => name + "'";
    }
}

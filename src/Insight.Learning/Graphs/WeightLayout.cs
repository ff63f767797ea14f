using Insight.Learning.Losses;
using Insight.Onnx;

namespace Insight.Learning.Graphs;

/// <summary>Which weights a network and its loss have, and where each lies in the vector of all of them.</summary>
internal sealed class WeightLayout
{
    private readonly Dictionary<string, int> _offsets = new(StringComparer.Ordinal);

    private WeightLayout(IReadOnlyList<Parameter> parameters, IReadOnlyList<RowTable> tables, IReadOnlySet<string> ofNetwork)
    {
        OfNetwork = ofNetwork;
        Parameters = parameters;
        Tables = tables;
        foreach (Parameter parameter in parameters)
        {
            _offsets.Add(parameter.Name, Count);
            Count = checked(Count + (int)parameter.Count);
        }

        // A network of tables only has one idle weight: a vector of length zero is a special case to every operator.
        Count = Math.Max(Count, 1);
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    public IReadOnlyList<RowTable> Tables { get; }

    /// <summary>The length of the vector.</summary>
    public int Count { get; }

    /// <summary>The names of what the network has without its loss.</summary>
    public IReadOnlySet<string> OfNetwork { get; }

    /// <summary>Builds the network once, with the given sizes, only to see what it asks for.</summary>
    public static WeightLayout Of(Network network, ILoss loss, long batch, long length)
    {
        var graph = new GraphBuilder("layout");
        var scope = new LayoutScope(graph);
        Value output = network.Forward(scope, Declare(graph, network.Inputs, batch, length));
        HashSet<string> ofNetwork = [.. scope.Parameters.Select(parameter => parameter.Name), .. scope.Tables.Select(table => table.Name)];
        _ = loss.Apply(scope, output, Declare(graph, loss.Targets, batch, length));
        return new WeightLayout(scope.Parameters, scope.Tables, ofNetwork);
    }

    /// <summary>The inputs as values of a graph, N and L replaced by numbers.</summary>
    public static IReadOnlyDictionary<string, Value> Declare(GraphBuilder graph, IReadOnlyList<NetworkInput> inputs, long batch, long length) =>
        inputs.ToDictionary(input => input.Name, input => graph.Input(input.Name, input.Type, Bound(input, batch, length)), StringComparer.Ordinal);

    /// <summary>An input's shape with N and L replaced by numbers.</summary>
    /// <exception cref="ArgumentException">The shape has another symbol, or a size that is not known.</exception>
    public static Shape Bound(NetworkInput input, long batch, long length) => [.. input.Shape.Select(dim => dim switch
    {
        { IsKnown: true } => dim,
        { Symbol: "N" } => (Dim)batch,
        { Symbol: "L" } => (Dim)length,
        _ => throw new ArgumentException($"Input '{input.Name}' has shape {input.Shape}; beside numbers only N and L may stand in it."),
    })];

    public int OffsetOf(string parameter) => _offsets[parameter];

    /// <summary>A vector with one number per weight: 1 where L1, L2 and decay apply.</summary>
    public float[] PenalizedMask()
    {
        var mask = new float[Count];
        foreach (Parameter parameter in Parameters.Where(parameter => parameter.Penalized))
        {
            mask.AsSpan(OffsetOf(parameter.Name), (int)parameter.Count).Fill(1);
        }

        return mask;
    }

    /// <summary>Takes down what is asked for. Every weight is an input of its own.</summary>
    private sealed class LayoutScope(GraphBuilder graph) : Scope(graph, Pass.Training)
    {
        private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
        private int _draws;

        public override Value Random(Shape shape) => Graph.Input($"layout/random{++_draws}", TensorType.Float, shape);

        protected override Value Provide(Parameter parameter) => Graph.Input("layout/" + parameter.Name, TensorType.Float, Shape.Of([.. parameter.Sizes]));

        protected override Value Provide(RowTable table)
        {
            if (!_values.TryGetValue(table.Name, out Value? value))
            {
                value = _values[table.Name] = Graph.Input("layout/" + table.Name, TensorType.Float, [table.Rows, table.Width]);
            }

            return value;
        }
    }
}

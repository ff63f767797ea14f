using System.Globalization;

namespace Insight.Onnx;

/// <summary>Builds an ONNX graph, operator by operator, and writes it as a model.</summary>
/// <remarks>
/// Every method adds one node and returns its output with element type and, where cheaply known, shape, so that what does not
/// fit fails here with both shapes named and not when the model is loaded. Constants become initialisers; equal ones that were given no name are written once.
/// </remarks>
/// <param name="name">The graph's name inside the file.</param>
public sealed partial class GraphBuilder(string name)
{
    /// <summary>Version of the standard operators: the first in which every reduction takes its axes as an input.</summary>
    public const long Opset = 18;

    /// <summary>Version of the ai.onnx.ml operators: the last with the flat attributes of TreeEnsembleRegressor.</summary>
    public const long MlOpset = 3;

    /// <summary>The domain of the machine-learning operators.</summary>
    public const string MlDomain = "ai.onnx.ml";

    /// <summary>The domain of ONNX Runtime's own operators, which other runtimes do not have.</summary>
    public const string RuntimeDomain = "com.microsoft";

    private readonly List<Node> nodes = [];
    private readonly List<Value> inputs = [];
    private readonly List<Value> outputs = [];
    private readonly List<Value> constants = [];
    private readonly HashSet<Value> unnamed = [];
    private readonly List<(string Input, Tensor Value)> defaults = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counters = new(StringComparer.Ordinal);
    private readonly Dictionary<(TensorType Type, long Bits), Value> scalars = [];

    public string Name { get; } = name;

    /// <summary>In the order in which they were added, which is topological.</summary>
    public IReadOnlyList<Node> Nodes => nodes;

    public IReadOnlyList<Value> Inputs => inputs;

    public IReadOnlyList<Value> Outputs => outputs;

    public IReadOnlyList<Value> Constants => constants;

    /// <summary>Declares an input, for example <c>Input("features", TensorType.Float, ["N", 24])</c>.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Value Input(string name, TensorType type, Shape shape)
    {
        var value = new Value(this, Claim(name), type, shape);
        inputs.Add(value);
        return value;
    }

    /// <summary>Declares an input that may be left out and then has the value of <paramref name="usual"/>.</summary>
    /// <inheritdoc cref="Input"/>
    public Value OptionalInput(string name, Tensor usual)
    {
        ArgumentNullException.ThrowIfNull(usual);
        var value = Input(name, usual.Type, usual.Shape);
        defaults.Add((name, usual));
        return value;
    }

    /// <summary>Declares <paramref name="value"/> an output under <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Value Output(string name, Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value output = Add("Identity", "", [value], [(Claim(name), value.Type, value.Shape)], [])[0];
        outputs.Add(output);
        return output;
    }

    public Value Constant(Tensor tensor, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var value = new Value(this, name is null ? Fresh("constant") : Claim(name), tensor.Type, tensor.Shape, constant: tensor);
        constants.Add(value);
        if (name is null)
        {
            unnamed.Add(value);
        }

        return value;
    }

    /// <summary>A constant of the given sizes; without sizes a vector.</summary>
    public Value Constant(ReadOnlySpan<float> values, params ReadOnlySpan<long> sizes) => Constant(Tensor.Of(values, SizesOr(sizes, values.Length)));

    /// <inheritdoc cref="Constant(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public Value Constant(ReadOnlySpan<double> values, params ReadOnlySpan<long> sizes) => Constant(Tensor.Of(values, SizesOr(sizes, values.Length)));

    /// <inheritdoc cref="Constant(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public Value Constant(ReadOnlySpan<long> values, params ReadOnlySpan<long> sizes) => Constant(Tensor.Of(values, SizesOr(sizes, values.Length)));

    public Value Scalar(float value) => Scalar(value, TensorType.Float);

    public Value Scalar(double value) => Scalar(value, TensorType.Double);

    public Value Scalar(long value) => Scalar(value, TensorType.Int64);

    public Value Scalar(bool value) => Scalar(value ? 1 : 0, TensorType.Bool);

    /// <summary>A number as a scalar constant of the given element type.</summary>
    public Value Scalar(double value, TensorType type)
    {
        (TensorType, long) key = (type, BitConverter.DoubleToInt64Bits(value));
        if (!scalars.TryGetValue(key, out Value? scalar))
        {
            scalar = Constant(Tensor.Of(type, [value]));
            scalars.Add(key, scalar);
        }

        return scalar;
    }

    /// <summary>Adds any operator with one output: the way to those that have no method of their own.</summary>
    /// <param name="op">The operator's name in ONNX.</param>
    /// <param name="type">Element type of the output.</param>
    /// <param name="shape">Shape of the output, or null.</param>
    /// <param name="inputs">Null for an optional input that is left out.</param>
    /// <param name="attributes">Values as <see cref="Node"/> lists them.</param>
    /// <param name="domain">Empty for the standard operators.</param>
    public Value Apply(
        string op, TensorType type, Shape? shape, IReadOnlyList<Value?> inputs, IReadOnlyList<(string Name, object Value)>? attributes = null, string domain = "") =>
        ApplyMany(op, [(type, shape)], inputs, attributes, domain)[0];

    /// <summary>Adds any operator with several outputs.</summary>
    public IReadOnlyList<Value> ApplyMany(
        string op,
        IReadOnlyList<(TensorType Type, Shape? Shape)> outputs,
        IReadOnlyList<Value?> inputs,
        IReadOnlyList<(string Name, object Value)>? attributes = null,
        string domain = "") =>
        Add(op, domain, inputs, [.. outputs.Select(o => (Fresh(op), o.Type, o.Shape))], attributes ?? []);

    private IReadOnlyList<Value> Add(
        string op,
        string domain,
        IReadOnlyList<Value?> inputs,
        IReadOnlyList<(string Name, TensorType Type, Shape? Shape)> outputs,
        IReadOnlyList<(string Name, object Value)> attributes)
    {
        foreach (Value? input in inputs)
        {
            if (input is not null && input.Graph != this)
            {
                throw new ArgumentException($"{op}: {input} belongs to graph '{input.Graph.Name}', not to '{Name}'.");
            }
        }

        var node = new Node(
            "node/" + outputs[0].Name, op, domain, [.. inputs], attributes.ToDictionary(a => a.Name, a => AttributeCodec.Checked(op, a.Name, a.Value), StringComparer.Ordinal));
        node.Outputs = [.. outputs.Select(o => new Value(this, o.Name, o.Type, o.Shape, node))];
        nodes.Add(node);
        return node.Outputs;
    }

    private static ReadOnlySpan<long> SizesOr(ReadOnlySpan<long> sizes, long length) => sizes.IsEmpty ? new[] { length } : sizes;

    private string Claim(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return names.Add(name) ? name : throw new ArgumentException($"Graph '{Name}' already has a value named '{name}'.", nameof(name));
    }

    private string Fresh(string prefix)
    {
        while (true)
        {
            int next = counters.GetValueOrDefault(prefix) + 1;
            counters[prefix] = next;
            string candidate = string.Create(CultureInfo.InvariantCulture, $"{prefix}/{next}");
            if (names.Add(candidate))
            {
                return candidate;
            }
        }
    }
}

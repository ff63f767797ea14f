using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>What a rule sees: a node and the gradient of one of its outputs.</summary>
internal sealed class Call(Node node, int output, Value gradient, IReadOnlySet<Value> needed)
{
    public Node Node { get; } = node;

    /// <summary>Which of the node's outputs the gradient belongs to.</summary>
    public int Output { get; } = output;

    /// <summary>Of the output's shape.</summary>
    public Value Gradient { get; } = gradient;

    public GraphBuilder Graph => Gradient.Graph;

    public Value Result => Node.Outputs[Output];

    /// <summary>An input that is not left out.</summary>
    public Value this[int input] => Node.Inputs[input]!; // the rule knows which inputs its operator must have

    /// <summary>Whether anybody asks for the gradient of an input.</summary>
    public bool Needs(int input) => input < Node.Inputs.Count && Node.Inputs[input] is Value value && needed.Contains(value);

    public Value Number(double value) => Graph.Scalar(value, Gradient.Type);

    /// <summary>The shape of an input.</summary>
    /// <exception cref="NotSupportedException">Not even its rank is known.</exception>
    public Shape ShapeOf(int input) => this[input].Shape ?? throw Unsupported($"the rank of {this[input]} is not known");

    /// <summary>An axis counted from the front.</summary>
    public int Axis(long axis, int rank) => (int)(axis < 0 ? axis + rank : axis);

    public T Attribute<T>(string name, T fallback) => Node.Attributes.TryGetValue(name, out object? value) ? (T)value : fallback;

    /// <summary>The elements of an input that says how, such as axes or sizes; null when it is left out.</summary>
    /// <exception cref="NotSupportedException">It is computed by the graph.</exception>
    public long[]? Setting(int input)
    {
        if (input >= Node.Inputs.Count || Node.Inputs[input] is not Value value)
        {
            return null;
        }

        return value.Constant?.Data as long[] ?? throw Unsupported($"its input {value} is not a constant");
    }

    public NotSupportedException Unsupported(string why) => new($"The gradient of {Node} cannot be built: {why}.");
}

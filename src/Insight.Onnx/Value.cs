namespace Insight.Onnx;

/// <summary>A tensor that flows through a graph: an input, a constant or the output of a node.</summary>
/// <remarks>The arithmetic operators add nodes to <see cref="Graph"/>; a number takes the element type of the value beside it.</remarks>
public sealed class Value
{
    internal Value(GraphBuilder graph, string name, TensorType type, Shape? shape, Node? producer = null, Tensor? constant = null)
    {
        Graph = graph;
        Name = name;
        Type = type;
        Shape = shape;
        Producer = producer;
        Constant = constant;
    }

    public GraphBuilder Graph { get; }

    public string Name { get; }

    public TensorType Type { get; }

    /// <summary>Null while not even the rank is known.</summary>
    public Shape? Shape { get; }

    /// <summary>Null for inputs and constants.</summary>
    public Node? Producer { get; }

    /// <summary>The elements, when this is a constant.</summary>
    public Tensor? Constant { get; }

    public static Value operator +(Value left, Value right) => left.Graph.Add(left, right);

    public static Value operator -(Value left, Value right) => left.Graph.Sub(left, right);

    public static Value operator *(Value left, Value right) => left.Graph.Mul(left, right);

    public static Value operator /(Value left, Value right) => left.Graph.Div(left, right);

    public static Value operator -(Value value) => value.Graph.Neg(value);

    public static Value operator +(Value left, double right) => left + left.Graph.Scalar(right, left.Type);

    public static Value operator -(Value left, double right) => left - left.Graph.Scalar(right, left.Type);

    public static Value operator *(Value left, double right) => left * left.Graph.Scalar(right, left.Type);

    public static Value operator /(Value left, double right) => left / left.Graph.Scalar(right, left.Type);

    public static Value operator +(double left, Value right) => right.Graph.Scalar(left, right.Type) + right;

    public static Value operator -(double left, Value right) => right.Graph.Scalar(left, right.Type) - right;

    public static Value operator *(double left, Value right) => right.Graph.Scalar(left, right.Type) * right;

    public static Value operator /(double left, Value right) => right.Graph.Scalar(left, right.Type) / right;

    public override string ToString() => $"{Name}: {Type} {(Shape is null ? "[...]" : Shape.ToString())}";
}

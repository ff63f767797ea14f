namespace Insight.Onnx;

/// <summary>One operator in a graph, open to inspection.</summary>
/// <remarks>Attribute values are <c>long</c>, <c>float</c>, <c>string</c>, <c>long[]</c>, <c>float[]</c>, <c>string[]</c> or <see cref="Tensor"/>.
/// An optional input that was left out is null.</remarks>
public sealed class Node
{
    internal Node(string name, string op, string domain, IReadOnlyList<Value?> inputs, IReadOnlyDictionary<string, object> attributes)
    {
        Name = name;
        Op = op;
        Domain = domain;
        Inputs = inputs;
        Attributes = attributes;
    }

    public string Name { get; }

    public string Op { get; }

    /// <summary>Empty for the standard operators.</summary>
    public string Domain { get; }

    public IReadOnlyList<Value?> Inputs { get; }

    public IReadOnlyList<Value> Outputs { get; internal set; } = [];

    public IReadOnlyDictionary<string, object> Attributes { get; }

    public override string ToString() => $"{Name} ({Op})";
}

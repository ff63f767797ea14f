using Insight.Onnx;

namespace Insight.Learning.Gradients;

/// <summary>Reverse mode: adds to a graph the nodes that compute derivatives of one of its values.</summary>
public static class Gradient
{
    /// <summary>The derivatives of <paramref name="y"/> with respect to each of <paramref name="xs"/>.</summary>
    /// <param name="y">A scalar.</param>
    /// <param name="xs">Values of the same graph, all of known shape; any value may be asked for, not only inputs.</param>
    /// <returns>One value per x, of its shape; zeros where y does not depend on it.</returns>
    public static IReadOnlyList<Value> Of(Value y, IReadOnlyList<Value> xs) => throw new NotImplementedException();
}

using Insight.Onnx;

namespace Insight.Learning.Graphs;

/// <summary>A part of a network that turns one tensor into another. The same object used twice shares its weights.</summary>
public interface ILayer
{
    /// <summary>Adds this layer's nodes to the scope's graph.</summary>
    /// <exception cref="ArgumentException">The shape of <paramref name="x"/> does not suit the layer; the message names both.</exception>
    Value Apply(Scope scope, Value x);
}

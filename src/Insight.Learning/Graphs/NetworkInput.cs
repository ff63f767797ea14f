using Insight.Onnx;

namespace Insight.Learning.Graphs;

/// <summary>One tensor that a network or a loss is fed with.</summary>
/// <param name="Name">The input's name in the graph.</param>
/// <param name="Type">Float, or Int64 for ids and lengths.</param>
/// <param name="Shape">Symbols such as <c>"N"</c> (examples) and <c>"L"</c> (length) become numbers in training and stay open in what is exported.</param>
/// <param name="Table">The name of the <see cref="RowTable"/> whose ids this input holds, or null.</param>
/// <param name="Classes">Where this input holds labels of classes, the number of classes: labels are integers from 0 up to below it. Else null.</param>
public sealed record NetworkInput(string Name, TensorType Type, Shape Shape, string? Table = null, long? Classes = null);

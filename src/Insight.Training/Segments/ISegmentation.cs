using Insight.Onnx;

namespace Insight.Training.Segments;

/// <summary>A way of putting customers into groups, in C# and as a graph.</summary>
internal interface ISegmentation
{
    string Algorithm { get; }

    int Groups { get; }

    int Assign(float[] row);

    /// <returns>int64 [N].</returns>
    Value Append(GraphBuilder graph, Value features);
}

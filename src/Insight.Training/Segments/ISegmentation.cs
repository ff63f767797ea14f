using Insight.Onnx;

namespace Insight.Training.Segments;

/// <summary>A way of putting customers into groups, in C# and as a graph.</summary>
internal interface ISegmentation
{
    string Algorithm { get; }

    int Groups { get; }

    /// <summary>Place of the row's group, from 0.</summary>
    int Assign(float[] row);

    /// <returns>The same as a graph, int64 [N].</returns>
    Value Append(GraphBuilder graph, Value features);
}

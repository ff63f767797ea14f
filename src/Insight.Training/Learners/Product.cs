using Insight.Onnx;

namespace Insight.Training.Learners;

/// <summary>Two models multiplied, and by a constant: how often × how much.</summary>
internal sealed record Product(IRowModel Left, IRowModel Right, double Factor = 1) : IRowModel
{
    public double Predict(ReadOnlySpan<float> row) => Left.Predict(row) * Right.Predict(row) * Factor;

    public Value Append(GraphBuilder graph, Value features) => Left.Append(graph, features) * Right.Append(graph, features) * Factor;
}

using Insight.Onnx;

namespace Insight.Training.Learners;

/// <summary>A feature itself; 0 where it is undefined.</summary>
internal sealed record ColumnModel(int Column) : IRowModel
{
    public IReadOnlyList<int> FewColumns => [Column];

    public double Predict(ReadOnlySpan<float> row) => float.IsNaN(row[Column]) ? 0 : row[Column];

    public Value Append(GraphBuilder graph, Value features) => Graphs.Column(graph, features, Column, whenMissing: 0);
}

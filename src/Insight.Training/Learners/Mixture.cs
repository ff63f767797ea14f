using Insight.Onnx;

namespace Insight.Training.Learners;

/// <summary>A weighted mean of models; the weights are not negative and sum to 1.</summary>
internal sealed record Mixture : IRowModel
{
    public required IReadOnlyList<(double Weight, IRowModel Model)> Parts { get; init; }

    public double Predict(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (var (weight, model) in Parts)
        {
            sum += weight * model.Predict(row);
        }

        return sum;
    }

    public Value Append(GraphBuilder graph, Value features) =>
        Parts.Select(part => part.Model.Append(graph, features) * part.Weight).Aggregate((a, b) => a + b);
}

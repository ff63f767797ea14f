using Insight.Onnx;

namespace Insight.Training.Learners;

/// <summary>A weighted sum of models; the weights are not negative. They sum to 1 where it is a mean.</summary>
internal sealed record Mixture : IRowModel
{
    public required IReadOnlyList<(double Weight, IRowModel Model)> Parts { get; init; }

    /// <summary>The same, all weights multiplied.</summary>
    public Mixture Times(double factor) => new() { Parts = [.. Parts.Select(part => (part.Weight * factor, part.Model))] };

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

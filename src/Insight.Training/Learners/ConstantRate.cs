using Insight.Features;
using Insight.Onnx;

namespace Insight.Training.Learners;

/// <summary>
/// The baseline that goes on as before: repeat purchases per day so far, times the horizon; as a probability, of at least one event of a Poisson process
/// with that mean, never quite 0 or 1.
/// </summary>
/// <param name="AsProbability">Whether the probability is asked or the mean.</param>
internal sealed record ConstantRate(int HorizonDays, bool AsProbability) : IRowModel
{
    private const double SmallestProbability = 0.01;

    private static readonly int PerDay = FeatureVector.IndexOf("purchases_per_day");

    public IReadOnlyList<int> FewColumns => [PerDay];

    public double Predict(ReadOnlySpan<float> row)
    {
        var mean = float.IsNaN(row[PerDay]) ? 0 : (double)row[PerDay] * HorizonDays;
        return AsProbability ? Math.Clamp(1 - Math.Exp(-mean), SmallestProbability, 1 - SmallestProbability) : mean;
    }

    public Value Append(GraphBuilder graph, Value features)
    {
        Value mean = Graphs.Column(graph, features, PerDay, whenMissing: 0) * HorizonDays;
        return AsProbability ? graph.Clip(1 - graph.Exp(-mean), SmallestProbability, 1 - SmallestProbability) : mean;
    }
}

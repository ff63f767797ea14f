using Insight.Features;

namespace Insight.Drift;

/// <summary>The customers that a model version was trained on, as <c>models/{shop}/{model}/{version}/population.json</c>.</summary>
public sealed record PopulationSketch
{
    public required int Customers { get; init; }

    /// <summary>The summaries of <see cref="FeatureVector.Names"/>, in their order; single purchase days would say the same again.</summary>
    public required IReadOnlyList<ColumnSketch> Features { get; init; }

    /// <summary>What the model answered for them, by the names of its outputs.</summary>
    public required IReadOnlyList<ColumnSketch> Scores { get; init; }

    /// <param name="scores">Output → one value per row.</param>
    public static PopulationSketch Of(IReadOnlyList<float[]> features, IReadOnlyDictionary<string, double[]> scores) => new()
    {
        Customers = features.Count,
        Features = [.. FeatureVector.Names.Take(FeatureVector.SummaryCount).Select((name, column) => ColumnSketch.Of(name, features.Select(row => (double)row[column])))],
        Scores = [.. scores.OrderBy(score => score.Key, StringComparer.Ordinal).Select(score => ColumnSketch.Of(score.Key, score.Value))],
    };
}

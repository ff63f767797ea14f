using System.Text.Json;
using Insight.Drift;
using Insight.Registry;

namespace Insight.Training;

/// <summary>What a manifest says of the data that a version was made from.</summary>
internal sealed record TrainedOn
{
    /// <summary>The lake's snapshot.</summary>
    public required string Snapshot { get; init; }

    /// <summary>End of what training saw.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Names of the input columns; none where the input is no row of features.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    public string FeatureHash { get; init; } = "";

    public IReadOnlyList<GoldenRow>? Golden { get; init; }

    /// <summary>What drift is measured against; null where it is not.</summary>
    public PopulationSketch? Population { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Details { get; init; } = new Dictionary<string, JsonElement>();
}

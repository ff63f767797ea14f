using System.Text.Json;
using System.Text.Json.Serialization;

namespace Insight.Registry;

/// <summary>What is known of one trained model version; stored beside its <c>model.onnx</c> as <c>manifest.json</c>.</summary>
public sealed record ModelManifest
{
    /// <summary>One of <see cref="ModelNames"/>.</summary>
    public required string Model { get; init; }

    /// <summary>Sortable and unique within the model: <c>yyyyMMddHHmmss-{hash}</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The candidate that won, such as <c>bg-nbd</c>, <c>lightgbm</c>, <c>blend</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary><c>model</c> or <c>baseline</c>: what an answer made with it says in <c>basis</c>.</summary>
    public required string Basis { get; init; }

    public required string Snapshot { get; init; }

    /// <summary>End of what training saw (features of the last fit stand at asOf − horizon, their labels reach asOf).</summary>
    public required DateTimeOffset AsOf { get; init; }

    public required int HorizonDays { get; init; }

    public required string RunId { get; init; }

    /// <summary>Names of the input columns in order, and their hash: a model is refused by code with another schema.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    public required string FeatureHash { get; init; }

    /// <summary>Every candidate with its metrics on the holdout, the baseline and the former champion among them.</summary>
    public required IReadOnlyList<CandidateResult> Candidates { get; init; }

    public required int Seed { get; init; }

    public required double DurationSeconds { get; init; }

    public required DateTimeOffset TrainedAt { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of model.onnx, checked when it is loaded.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The same of explainer.json.gz, which gives reasons (of recommendations: their index, without which they do not serve); null where the version has none.</summary>
    public string? ExplainerSha256 { get; init; }

    /// <summary>Inputs with their answers, asked again whenever the model is loaded; null in versions from before there were any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<GoldenRow>? Golden { get; init; }

    /// <summary>What only this model has, for example segment names or true-against-predicted bins for the report.</summary>
    public IReadOnlyDictionary<string, JsonElement> Details { get; init; } = new Dictionary<string, JsonElement>();
}

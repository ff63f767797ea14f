namespace Insight.Registry;

/// <summary>One candidate of a training run and how it did on time that it had not seen.</summary>
public sealed record CandidateResult
{
    public required string Algorithm { get; init; }

    /// <summary><c>baseline</c>, <c>candidate</c> or <c>champion</c>.</summary>
    public required string Role { get; init; }

    public required IReadOnlyDictionary<string, MetricValue> Metrics { get; init; }
}

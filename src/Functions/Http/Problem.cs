using System.Text.Json.Serialization;

namespace Insight.Functions.Http;

/// <summary>What went wrong with a request, as RFC 9457 writes it.</summary>
internal sealed record Problem
{
    public required int Status { get; init; }

    public required string Title { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>Field as in the request's JSON → what was found and what was expected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Finds this request in the logs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }
}

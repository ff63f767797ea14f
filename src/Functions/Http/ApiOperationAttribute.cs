namespace Insight.Functions.Http;

/// <summary>What openapi.json says of the HTTP function it stands on. Route and method come from the trigger.</summary>
/// <param name="summary">One sentence.</param>
/// <param name="access">Which key the call takes.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ApiOperationAttribute(string summary, ApiAccess access) : Attribute
{
    public string Summary { get; } = summary;

    public ApiAccess Access { get; } = access;

    /// <summary>Type of the JSON body; null for none.</summary>
    public Type? Request { get; init; }

    /// <summary>Whether the body may be left out.</summary>
    public bool RequestOptional { get; init; }

    /// <summary>Type of the JSON answer; null where it is not JSON or empty.</summary>
    public Type? Answer { get; init; }

    public int Status { get; init; } = 200;

    /// <summary>Media type of an answer that has no <see cref="Answer"/>; null for an empty one.</summary>
    public string? AnswerMediaType { get; init; }

    /// <summary>Names of the other problems it may answer with, beside 400, 401, 403, 413, 429, 500 and 503.</summary>
    public int[] Problems { get; init; } = [];
}

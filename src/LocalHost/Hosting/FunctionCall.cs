using Microsoft.AspNetCore.Http;

namespace Insight.LocalHost.Hosting;

/// <summary>What one run of a function is given.</summary>
internal sealed record FunctionCall
{
    private static readonly IReadOnlyDictionary<string, string> NoData = new Dictionary<string, string>();

    /// <summary>The request of an HTTP function.</summary>
    public HttpContext? Http { get; init; }

    /// <summary>What the trigger parameter receives, where it is not the request.</summary>
    public object? Trigger { get; init; }

    /// <summary>Parts of a blob's path, or a message's properties, by name.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = NoData;
}

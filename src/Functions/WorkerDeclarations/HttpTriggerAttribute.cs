using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function on an HTTP request.</summary>
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : TriggerBindingAttribute
{
    /// <summary>The key that the host asks for.</summary>
    public AuthorizationLevel AuthLevel { get; } = authLevel;

    /// <summary>The methods it answers, in lower or upper case; all when empty.</summary>
    public string[]? Methods { get; } = methods;

    /// <summary>The route below the prefix of host.json; the function's name when null.</summary>
    public string? Route { get; set; }
}

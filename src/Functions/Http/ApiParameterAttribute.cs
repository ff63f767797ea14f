namespace Insight.Functions.Http;

/// <summary>A parameter of the query or a header, for openapi.json.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ApiParameterAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public bool Header { get; init; }

    /// <summary>JSON schema type.</summary>
    public string Type { get; init; } = "string";
}

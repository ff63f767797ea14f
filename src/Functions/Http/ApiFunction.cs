using System.Reflection;

namespace Insight.Functions.Http;

/// <param name="Route">Without a leading slash, parameters in braces.</param>
/// <param name="Methods">HTTP methods in lower case.</param>
internal sealed record ApiFunction(string Name, string Route, IReadOnlyList<string> Methods, MethodInfo Method)
{
    public ApiOperationAttribute Operation => Method.GetCustomAttribute<ApiOperationAttribute>()
        ?? throw new InvalidOperationException($"The HTTP function {Name} has no [ApiOperation]: openapi.json cannot describe it.");
}

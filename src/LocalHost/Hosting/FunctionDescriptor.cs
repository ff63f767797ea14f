using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Insight.LocalHost.Hosting;

/// <summary>A method with [Function], its trigger, and how each of its parameters gets a value.</summary>
internal sealed record FunctionDescriptor
{
    public required string Name { get; init; }

    public required MethodInfo Method { get; init; }

    public required TriggerBindingAttribute Trigger { get; init; }

    public required ParameterInfo TriggerParameter { get; init; }

    public required IReadOnlyList<Func<FunctionCall, CancellationToken, object?>> Parameters { get; init; }
}

using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.LocalHost.Hosting;

/// <summary>A method with [Function], its trigger, and how each of its parameters gets a value.</summary>
internal sealed record FunctionDescriptor
{
    private readonly ObjectFactory? _factory;
    private readonly MethodInvoker _invoker = null!; // set with Method, which is required

    public required string Name { get; init; }

    public required MethodInfo Method
    {
        get;
        init
        {
            field = value;
            _invoker = MethodInvoker.Create(value);
            _factory = value.IsStatic ? null : ActivatorUtilities.CreateFactory(value.DeclaringType!, []); // a method found by reflection on a type has one
        }
    }

    public required TriggerBindingAttribute Trigger { get; init; }

    public required ParameterInfo TriggerParameter { get; init; }

    public required IReadOnlyList<Func<FunctionCall, CancellationToken, object?>> Parameters { get; init; }

    /// <summary>What the method is called on; null for a static one.</summary>
    public object? CreateInstance(IServiceProvider services) => _factory?.Invoke(services, null);

    public object? Invoke(object? instance, FunctionCall call, CancellationToken cancellationToken)
    {
        var arguments = new object?[Parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Parameters[i](call, cancellationToken);
        }

        return _invoker.Invoke(instance, arguments.AsSpan());
    }
}

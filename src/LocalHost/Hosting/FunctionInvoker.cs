using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.LocalHost.Hosting;

/// <summary>Runs a function once: a scope, an instance from it, bound parameters, host.json's time limit.</summary>
internal sealed class FunctionInvoker(IServiceScopeFactory scopes, HostSettings settings)
{
    /// <summary>Returns the result of an HTTP function, null for others.</summary>
    public async Task<IResult?> InvokeAsync(FunctionDescriptor function, FunctionCall call, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (settings.FunctionTimeout is { } timeout)
        {
            limit.CancelAfter(timeout);
        }

        await using var scope = scopes.CreateAsyncScope();
        var instance = function.Method.IsStatic
            ? null
            : ActivatorUtilities.CreateInstance(scope.ServiceProvider, function.Method.DeclaringType!); // a method found by reflection on a type has one
        try
        {
            var arguments = function.Parameters.Select(bind => bind(call, limit.Token)).ToArray();
            var result = function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture);
            switch (result)
            {
                case Task<IResult> answer:
                    return await answer;
                case Task task:
                    await task;
                    return null;
                default:
                    return result as IResult;
            }
        }
        finally
        {
            switch (instance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
    }
}

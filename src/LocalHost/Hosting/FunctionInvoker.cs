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
        var instance = function.CreateInstance(scope.ServiceProvider);
        try
        {
            switch (function.Invoke(instance, call, limit.Token))
            {
                case Task<IResult> later:
                    return await later;
                case Task task:
                    await task;
                    return null;
                case IResult answer:
                    return answer;
                default:
                    return null;
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

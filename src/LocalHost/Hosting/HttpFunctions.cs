using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Insight.LocalHost.Hosting;

/// <summary>Puts HTTP functions on Kestrel's routes.</summary>
internal static class HttpFunctions
{
    public static void Map(IEndpointRouteBuilder routes, FunctionDescriptor function, FunctionInvoker invoker, HostSettings settings, ILogger logger)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        var route = string.Join('/', new[] { settings.RoutePrefix.Trim('/'), (trigger.Route ?? function.Name).Trim('/') }.Where(part => part.Length > 0));
        RequestDelegate serve = context => ServeAsync(context, function, invoker, logger);
        var endpoint = trigger.Methods is { Length: > 0 } methods
            ? routes.MapMethods(route, methods.Select(method => method.ToUpperInvariant()), serve)
            : routes.Map(route, serve);
        endpoint.WithDisplayName(function.Name);
    }

    private static async Task ServeAsync(HttpContext context, FunctionDescriptor function, FunctionInvoker invoker, ILogger logger)
    {
        try
        {
            var result = await invoker.InvokeAsync(function, new FunctionCall { Http = context }, context.RequestAborted);
            await result!.ExecuteAsync(context); // discovery admits only HTTP functions that return a result
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away; there is nobody to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Log.FunctionFailed(logger, function.Name, exception);
            await Results.Problem(statusCode: StatusCodes.Status500InternalServerError, title: "The function failed", detail: exception.Message).ExecuteAsync(context);
        }
    }
}

using System.Text.Json;
using Insight.Functions.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Insight.Benchmarks;

/// <summary>The floor of what HTTP costs: an endpoint on the same Kestrel that parses a body and writes it back, before anything else of the host looks at the request.</summary>
internal sealed class EchoEndpoint<T> : IStartupFilter
{
    public const string Path = "/echo";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (HttpContext context, RequestDelegate rest) =>
        {
            if (context.Request.Path != Path)
            {
                await rest(context);
                return;
            }

            var sent = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, ApiJson.Requests, context.RequestAborted);
            await context.Response.WriteAsJsonAsync(sent, ApiJson.Requests, context.RequestAborted);
        });
        next(app);
    };
}

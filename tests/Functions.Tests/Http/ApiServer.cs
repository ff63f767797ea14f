using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Insight.Functions.Http;
using Insight.Storage;
using Insight.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Insight.Functions.Tests.Http;

/// <summary>The HTTP functions on Kestrel, called as a host calls them.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    public const string AdminKey = "the-admin-key-of-this-test";

    private readonly WebApplication _app;

    private ApiServer(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public InsightStorage Storage => _app.Services.GetRequiredService<InsightStorage>();

    public static async Task<ApiServer> StartAsync(AzuriteFixture azurite, string? adminKey = AdminKey, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["AzureWebJobsStorage"] = azurite.ConnectionString;
        builder.Configuration["Insight:AdminKey"] = adminKey;
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        configure?.Invoke(builder.Services);
        builder.Services.AddInsightFunctions(builder.Configuration);
        var app = builder.Build();
        foreach (var function in ApiFunctions.In(typeof(ApiCall).Assembly))
        {
            app.MapMethods(function.Route, function.Methods.Select(method => method.ToUpperInvariant()), context => InvokeAsync(function, context));
        }

        await app.StartAsync();
        return new ApiServer(app);
    }

    /// <summary>A shop with a name of its own and its first key.</summary>
    public async Task<(string Shop, string Key)> CreateShopAsync()
    {
        var shop = "t" + Guid.NewGuid().ToString("n")[..12];
        using var response = await SendAsync("POST", "api/v1/shops", AdminKey, new { shop, currency = "GBP", timeZone = "Europe/London" });
        Assert.Equal(StatusCodes.Status201Created, (int)response.StatusCode);
        return (shop, (await JsonAsync(response)).GetProperty("key").GetString()!);
    }

    /// <summary>Another key of a shop.</summary>
    public async Task<string> CreateKeyAsync(string shop, string scope)
    {
        using var response = await SendAsync("POST", $"api/v1/shops/{shop}/keys", AdminKey, new { scope });
        return (await JsonAsync(response)).GetProperty("key").GetString()!;
    }

    public Task<HttpResponseMessage> SendAsync(string method, string path, string? key, object? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null)
        {
            request.Headers.Add(ApiCall.KeyHeader, key);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string json => new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        return Http.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task InvokeAsync(ApiFunction function, HttpContext context)
    {
        var instance = ActivatorUtilities.CreateInstance(context.RequestServices, function.Method.DeclaringType!);
        var arguments = function.Method.GetParameters().Select(parameter => (object?)(
            parameter.ParameterType == typeof(HttpRequest) ? context.Request
            : parameter.ParameterType == typeof(CancellationToken) ? context.RequestAborted
            : context.Request.RouteValues[parameter.Name!])).ToArray();
        var answer = function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        var result = answer as IResult ?? await (Task<IResult>)answer!;
        await result.ExecuteAsync(context);
    }
}

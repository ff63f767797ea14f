using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Insight.LocalHost.Hosting;
using LocalHost.Tests.Samples;

namespace LocalHost.Tests.Hosting;

[Collection(AzuriteCollection.Name)]
public sealed class HttpFunctionsTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Request_RouteAndBody_AreBound()
    {
        await using var app = await LocalHostApp.StartAsync(azurite.Options(new Recorder(), typeof(HttpSample)));
        using var client = new HttpClient { BaseAddress = app.BaseAddress };

        var full = await client.PostAsync("/api/v1/shops/demo/echo/42", new StringContent("hello"));
        var short_ = await client.PostAsync("/api/v1/shops/demo/echo", new StringContent(string.Empty));

        Assert.Equal(HttpStatusCode.Created, full.StatusCode);
        var answer = await full.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("demo 42 hello", $"{answer.GetProperty("shop")} {answer.GetProperty("id")} {answer.GetProperty("body")}");
        Assert.Equal(JsonValueKind.Null, (await short_.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").ValueKind);
    }

    [SkippableFact]
    public async Task Request_OtherMethod_Is405_OtherRoute_Is404_Failure_Is500WithProblem()
    {
        await using var app = await LocalHostApp.StartAsync(azurite.Options(new Recorder(), typeof(HttpSample)));
        using var client = new HttpClient { BaseAddress = app.BaseAddress };

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.GetAsync("/api/v1/shops/demo/echo")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/nothing")).StatusCode);
        var broken = await client.GetAsync("/broken");
        Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
        Assert.Equal("application/problem+json", broken.Content.Headers.ContentType?.MediaType);
    }
}

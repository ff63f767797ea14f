using System.Net;
using Insight.Functions.Tests.Http;
using Insight.Functions.Training;
using Insight.Registry;
using Insight.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Functions.Tests.Training;

[Collection(AzuriteCollection.Name)]
public sealed class TrainingFunctionTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Create_QueuesEveryModel_AndTheReportSaysSo()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        var (other, otherKey) = await api.CreateShopAsync();

        using var created = await api.SendAsync("POST", $"api/v1/shops/{shop}/training", key);
        Assert.Equal(HttpStatusCode.Accepted, created.StatusCode);
        var runId = (await ApiServer.JsonAsync(created)).GetProperty("runId").GetString();
        using var report = await api.SendAsync("GET", $"api/v1/shops/{shop}/training/{runId}", key);
        using var elsewhere = await api.SendAsync("GET", $"api/v1/shops/{other}/training/{runId}", otherKey);

        var run = await ApiServer.JsonAsync(report);
        Assert.Equal("queued", run.GetProperty("status").GetString());
        Assert.True(run.GetProperty("publish").GetBoolean());
        Assert.Equal("asked for over HTTP", run.GetProperty("trigger").GetString());
        Assert.Equal(ModelNames.All, run.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("model").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [SkippableFact]
    public async Task Create_AsOfADate_IsABacktestAtTheEndOfThatDay()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();

        using var created = await api.SendAsync("POST", $"api/v1/shops/{shop}/training", key, new { models = new[] { "value" }, asOf = "2010-08-31", horizonDays = 60 });
        var runId = (await ApiServer.JsonAsync(created)).GetProperty("runId").GetString();
        using var report = await api.SendAsync("GET", $"api/v1/shops/{shop}/training/{runId}", key);

        var run = await ApiServer.JsonAsync(report);
        Assert.False(run.GetProperty("publish").GetBoolean());
        Assert.Equal(new DateTimeOffset(2010, 8, 31, 22, 59, 59, 999, TimeSpan.Zero), run.GetProperty("asOf").GetDateTimeOffset());
        Assert.Equal(60, run.GetProperty("horizonDays").GetInt32());
        Assert.Single(run.GetProperty("models").EnumerateArray());
    }

    [SkippableFact]
    public async Task Create_RepeatedWithItsIdempotencyKey_GivesTheSameRun()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();

        using var first = await api.SendAsync("POST", $"api/v1/shops/{shop}/training", key, "{}", ("Idempotency-Key", "monday"));
        using var second = await api.SendAsync("POST", $"api/v1/shops/{shop}/training", key, "{}", ("Idempotency-Key", "monday"));
        using var third = await api.SendAsync("POST", $"api/v1/shops/{shop}/training", key, "{}", ("Idempotency-Key", "tuesday"));

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.NotEqual(await first.Content.ReadAsStringAsync(), await third.Content.ReadAsStringAsync());
    }

    [SkippableTheory]
    [InlineData("""{"models": ["purchase", "weather"]}""", "models[1]")]
    [InlineData("""{"horizonDays": 6}""", "horizonDays")]
    [InlineData("""{"asOf": "2200-01-01"}""", "asOf")]
    [InlineData("""{"asOf": "31.08.2010"}""", "asOf")]
    public async Task Create_BadField_IsNamed(string body, string field)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();

        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/training", key, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([field], (await ApiServer.JsonAsync(response)).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [SkippableFact]
    public async Task TrainingGivenUp_EndsItsModelAsFailed_AndTheOthersGoOn()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        using var created = await api.SendAsync("POST", $"api/v1/shops/{shop}/training", key, new { models = new[] { "purchase", "value" } });
        var runId = (await ApiServer.JsonAsync(created)).GetProperty("runId").GetString()!;

        await ActivatorUtilities.CreateInstance<AbandonTrainingFunction>(api.Services)
            .RunAsync(new TrainingMessage(shop, runId, "purchase", null, null, true), CancellationToken.None);

        using var report = await api.SendAsync("GET", $"api/v1/shops/{shop}/training/{runId}", key);
        var models = (await ApiServer.JsonAsync(report)).GetProperty("models").EnumerateArray().ToDictionary(model => model.GetProperty("model").GetString()!);
        Assert.Equal("failed", models["purchase"].GetProperty("status").GetString());
        Assert.Contains("Ask for training again", models["purchase"].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("queued", models["value"].GetProperty("status").GetString());
    }
}

using System.Net;
using Insight.Testing;

namespace Insight.Functions.Tests.Http;

[Collection(AzuriteCollection.Name)]
public sealed class SettingsFunctionTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Get_OfANewShop_GivesTheDefaults()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();

        using var response = await api.SendAsync("GET", $"api/v1/shops/{shop}/settings", key);

        var settings = await ApiServer.JsonAsync(response);
        Assert.Equal(90, settings.GetProperty("horizonDays").GetInt32());
        Assert.Equal(24, settings.GetProperty("trainingBudget").GetProperty("hoursBetweenRuns").GetInt32());
        Assert.Empty(settings.GetProperty("actions").EnumerateArray());
    }

    [SkippableFact]
    public async Task Put_WithTheETagThatWasRead_Replaces_ASecondTimeIs412()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        var path = $"api/v1/shops/{shop}/settings";
        using var read = await api.SendAsync("GET", path, key);
        var etag = ETag(read);

        using var first = await api.SendAsync("PUT", path, key, new { horizonDays = 30, actions = new[] { new { name = "voucher", cost = 5 } } }, ("If-Match", etag));
        using var second = await api.SendAsync("PUT", path, key, new { horizonDays = 60 }, ("If-Match", etag));
        using var third = await api.SendAsync("PUT", path, key, new { horizonDays = 60, timeZone = "America/New_York" }, ("If-Match", ETag(first)));
        using var final = await api.SendAsync("GET", path, key);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("Europe/London", (await ApiServer.JsonAsync(first)).GetProperty("timeZone").GetString());
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        var settings = await ApiServer.JsonAsync(final);
        Assert.Equal(60, settings.GetProperty("horizonDays").GetInt32());
        Assert.Equal("America/New_York", settings.GetProperty("timeZone").GetString());
        Assert.Equal(ETag(third), ETag(final));
    }

    [SkippableTheory]
    [InlineData("""{"horizonDays": 1}""", "horizonDays")]
    [InlineData("""{"horizonDays": "90"}""", "horizonDays")]
    [InlineData("""{"marginRate": 1.5}""", "marginRate")]
    [InlineData("""{"horizon": 90}""", "horizon")]
    [InlineData("""{"timeZone": "Mars/Olympus"}""", "timeZone")]
    [InlineData("""{"trainingBudget": {"hoursBetweenRuns": 0}}""", "trainingBudget.hoursBetweenRuns")]
    [InlineData("""{"trainingBudget": {"hours": 5}}""", "trainingBudget.hours")]
    [InlineData("""{"trainingBudget": null}""", "trainingBudget")]
    [InlineData("""{"actions": null}""", "actions")]
    [InlineData("""{"actions": [{"name": "call", "cost": -1}]}""", "actions[0].cost")]
    [InlineData("""{"origins": ["https://shop.example/path"]}""", "origins[0]")]
    [InlineData("""{"origins": ["https://somebody@shop.example"]}""", "origins[0]")]
    [InlineData("""{"origins": ["https://blüte.example"]}""", "origins[0]")]
    [InlineData("""{"origins": ["https://shop.example", "ftp://shop.example"]}""", "origins[1]")]
    public async Task Put_BadField_IsNamed(string body, string field)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();

        using var response = await api.SendAsync("PUT", $"api/v1/shops/{shop}/settings", key, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await ApiServer.JsonAsync(response)).GetProperty("errors").EnumerateObject().Select(error => error.Name);
        Assert.Equal([field], errors);
    }

    private static string ETag(HttpResponseMessage response) => response.Headers.GetValues("ETag").Single();
}

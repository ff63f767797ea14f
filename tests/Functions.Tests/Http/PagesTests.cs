using System.Net;
using Insight.Functions.Http;
using Insight.Testing;

namespace Insight.Functions.Tests.Http;

/// <summary>Pages of a shop ask with a publishable key: from where, for what, and what a browser needs to let them.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class PagesTests(AzuriteFixture azurite)
{
    private const string Page = "https://shop.example";

    private const string Question = """{"session": ["tea"]}""";

    [SkippableFact]
    public async Task Preflight_NeedsNoKey_AndLetsAPagePostOne()
    {
        await using var api = await ApiServer.StartAsync(azurite);

        using var answer = await api.SendAsync(
            "OPTIONS", "api/v1/shops/any/recommendations", null, null, ("Origin", Page), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type,x-api-key"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(("*", "POST"), (Header(answer, "Access-Control-Allow-Origin"), Header(answer, "Access-Control-Allow-Methods")));
        Assert.Equal("content-type, x-api-key", Header(answer, "Access-Control-Allow-Headers"), ignoreCase: true);
    }

    [SkippableFact]
    public async Task PublishableKey_IsAnsweredForASession_FromTheShopsOriginsAlone()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await ShopAsync(api);

        using var own = await AskAsync(api, shop, key, Question, Page);
        Assert.Equal((HttpStatusCode.OK, "*"), (own.StatusCode, Header(own, "Access-Control-Allow-Origin")));
        Assert.Equal("popularity", (await ApiServer.JsonAsync(own)).GetProperty("basis").GetString());

        // Another page, another port of the same host, none at all, and another shop's key.
        await IsForbiddenAsync(api, shop, key, Question, "https://shop.example.evil", "'https://shop.example.evil' is not one of them");
        await IsForbiddenAsync(api, shop, key, Question, Page + ":8443", "is not one of them");
        await IsForbiddenAsync(api, shop, key, Question, "http://shop.example", "is not one of them");
        await IsForbiddenAsync(api, shop, key, Question, $"{Page}, {Page}", "is not one of them");
        await IsForbiddenAsync(api, shop, key, Question, null, "the header Origin");
        var (_, others) = await ShopAsync(api);
        await IsForbiddenAsync(api, shop, others, Question, Page, "does not open this shop");
    }

    [SkippableTheory]
    [InlineData("""{"customerId": "c1"}""")]
    [InlineData("""{"customer\u0049d": "c1"}""")]
    [InlineData("""{"session": ["tea"], "runId": "r1"}""")]
    [InlineData("""{"session": ["tea"], "asOf": "2026-01-01"}""")]
    public async Task PublishableKey_AsksNothingAboutCustomersOrThePast(string question)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await ShopAsync(api);

        await IsForbiddenAsync(api, shop, key, question, Page, "for a session alone");
    }

    [SkippableFact]
    public async Task Problems_CanBeReadByThePage_ButAnswersToTheServersKeyCannot()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await ShopAsync(api);

        using var bad = await AskAsync(api, shop, key, """{"count": 0}""", Page);
        Assert.Equal((HttpStatusCode.BadRequest, "*"), (bad.StatusCode, Header(bad, "Access-Control-Allow-Origin")));
        using var unknown = await AskAsync(api, shop, "no-such-key", Question, Page);
        Assert.Equal((HttpStatusCode.Unauthorized, "*"), (unknown.StatusCode, Header(unknown, "Access-Control-Allow-Origin")));

        using var server = await AskAsync(api, shop, await api.CreateKeyAsync(shop, "read"), Question, Page);
        Assert.Equal((HttpStatusCode.OK, null), (server.StatusCode, Header(server, "Access-Control-Allow-Origin")));
    }

    [SkippableTheory]
    [InlineData("POST", "recommendations/batch", """{"requests": [{}]}""")]
    [InlineData("GET", "products/tea/similar", null)]
    public async Task PublishableKey_OpensNothingElse_AlsoFromTheShopsOrigin(string method, string route, string? question)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await ShopAsync(api);

        using var answer = await api.SendAsync(method, $"api/v1/shops/{shop}/{route}", key, question, ("Origin", Page));
        Assert.Equal((HttpStatusCode.Forbidden, null), (answer.StatusCode, Header(answer, "Access-Control-Allow-Origin")));
    }

    private static async Task IsForbiddenAsync(ApiServer api, string shop, string key, string question, string? origin, string why)
    {
        using var answer = await AskAsync(api, shop, key, question, origin);
        Assert.Equal((HttpStatusCode.Forbidden, "*"), (answer.StatusCode, Header(answer, "Access-Control-Allow-Origin")));
        Assert.Contains(why, (await ApiServer.JsonAsync(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> AskAsync(ApiServer api, string shop, string key, string question, string? origin) =>
        api.SendAsync("POST", $"api/v1/shops/{shop}/recommendations", key, question, origin is null ? [] : [("Origin", origin)]);

    /// <summary>A shop with one origin, and its publishable key.</summary>
    private static async Task<(string Shop, string Key)> ShopAsync(ApiServer api)
    {
        var (shop, key) = await api.CreateShopAsync();
        using var settings = await api.SendAsync("PUT", $"api/v1/shops/{shop}/settings", key, new { origins = new[] { Page } });
        Assert.Equal(HttpStatusCode.OK, settings.StatusCode);
        return (shop, await api.CreateKeyAsync(shop, "publishable"));
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}

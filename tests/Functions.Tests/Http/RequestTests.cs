using System.Net;
using System.Text;
using Insight.Functions.Http;
using Insight.Testing;

namespace Insight.Functions.Tests.Http;

/// <summary>What every route refuses alike.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RequestTests(AzuriteFixture azurite)
{
    [SkippableTheory]
    [InlineData("Shop")]
    [InlineData("-shop")]
    [InlineData("a")]
    public async Task ShopName_ThatCannotBe_Is400ForAKnownKey_And401ForAnother(string name)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (_, key) = await api.CreateShopAsync();

        using var known = await api.SendAsync("GET", $"api/v1/shops/{name}/settings", key);
        using var unknown = await api.SendAsync("GET", $"api/v1/shops/{name}/settings", "guess");

        Assert.Equal(HttpStatusCode.BadRequest, known.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    [SkippableFact]
    public async Task Body_OtherThanJson_Is415()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();

        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/uploads", key, new StringContent("name=orders.csv", Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    /// <summary>Scores have a way of their own to read a body.</summary>
    [SkippableTheory]
    [InlineData("\uFEFF{\"customerIds\": [\"nobody\"]}", "application/json", HttpStatusCode.OK)]
    [InlineData("{\"CUSTOMERIDS\": [\"nobody\"]}", "application/json", HttpStatusCode.OK)]
    [InlineData("{\"customerIds\": [\"nobody\"]}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{\"customerIds\": [\"nobody\"]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    public async Task Body_OfScores_IsReadOrRefusedAsAnyOther(string body, string type, HttpStatusCode expected)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();

        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/scores", key, new StringContent(body, Encoding.UTF8, type));

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.OK)
        {
            Assert.Equal("unknown", (await ApiServer.JsonAsync(response)).GetProperty("customers")[0].GetProperty("status").GetString());
        }
    }

    [SkippableTheory]
    [InlineData(true, 5_000)]
    [InlineData(false, 5_000)]
    [InlineData(true, 3_000_000)]
    [InlineData(false, 3_000_000)]
    public async Task Body_InManyPieces_IsReadAsOne(bool chunked, int spaces)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        var body = Encoding.UTF8.GetBytes($"\uFEFF{{\"customerIds\": [{new string(' ', spaces)}\"nobody\"{new string(' ', spaces)}]}}");
        HttpContent content = chunked ? new StreamContent(new UnknownLength(body)) : new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");

        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/scores", key, content);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        Assert.Equal("nobody", (await ApiServer.JsonAsync(response)).GetProperty("customers")[0].GetProperty("customerId").GetString());
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_TooLarge_Is413_WhetherItsLengthIsSaidOrNot(bool chunked)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        var body = Encoding.UTF8.GetBytes("{\"name\": \"" + new string('x', RequestJson.MaxBytes) + "\"}");
        HttpContent content = chunked ? new StreamContent(new UnknownLength(body)) : new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");

        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/uploads", key, content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [SkippableFact]
    public async Task Body_WithAByteOrderMark_IsRead()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        var content = new ByteArrayContent([.. "\uFEFF{\"name\": \"orders.csv\"}"u8]);
        content.Headers.ContentType = new("application/json");

        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/uploads", key, content);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [SkippableTheory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("cursor=..%2Fother", "cursor")]
    [InlineData("path=a%0Ab", "path")]
    public async Task List_BadQuery_NamesTheParameter(string query, string field)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();

        using var response = await api.SendAsync("GET", $"api/v1/shops/{shop}/ingestions?{query}", key);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await ApiServer.JsonAsync(response)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [SkippableFact]
    public async Task Health_IsOpenAndReady()
    {
        await using var api = await ApiServer.StartAsync(azurite);

        using var live = await api.SendAsync("GET", "health/live", null);
        using var ready = await api.SendAsync("GET", "health/ready", null);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal("ready", (await ApiServer.JsonAsync(ready)).GetProperty("status").GetString());
    }

    /// <summary>A stream that cannot say its length, so that the request is chunked.</summary>
    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

using System.Net;
using Insight.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Functions.Tests.Http;

[Collection(AzuriteCollection.Name)]
public sealed class ShopsFunctionTests(AzuriteFixture azurite)
{
    private readonly string _name = "t" + Guid.NewGuid().ToString("n")[..12];

    [SkippableFact]
    public async Task Create_ShowsAKeyThatOpensTheShop()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();

        using var settings = await api.SendAsync("GET", $"api/v1/shops/{shop}/settings", key);

        Assert.Equal(HttpStatusCode.OK, settings.StatusCode);
        Assert.Equal("Europe/London", (await ApiServer.JsonAsync(settings)).GetProperty("timeZone").GetString());
    }

    [SkippableFact]
    public async Task Create_NameTaken_Is409()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, _) = await api.CreateShopAsync();

        using var again = await api.SendAsync("POST", "api/v1/shops", ApiServer.AdminKey, new { shop, currency = "GBP", timeZone = "Europe/London" });

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("application/problem+json", again.Content.Headers.ContentType!.MediaType);
    }

    [SkippableFact]
    public async Task Create_RepeatedWithItsIdempotencyKey_GivesTheSameKey_AnotherTextDoesNot()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var body = new { shop = _name, currency = "EUR", timeZone = "Europe/Berlin" };

        using var first = await api.SendAsync("POST", "api/v1/shops", ApiServer.AdminKey, body, ("Idempotency-Key", "one"));
        using var second = await api.SendAsync("POST", "api/v1/shops", ApiServer.AdminKey, body, ("Idempotency-Key", "one"));
        using var third = await api.SendAsync("POST", "api/v1/shops", ApiServer.AdminKey, body, ("Idempotency-Key", "two"));

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, third.StatusCode);
    }

    [SkippableFact]
    public async Task Create_WithoutAdminKeyInTheSettings_Is401ForEverybody()
    {
        await using var api = await ApiServer.StartAsync(azurite, adminKey: null);

        using var response = await api.SendAsync("POST", "api/v1/shops", "", new { shop = _name, currency = "EUR", timeZone = "Europe/Berlin" });
        using var guess = await api.SendAsync("POST", "api/v1/shops", "null", new { shop = _name, currency = "EUR", timeZone = "Europe/Berlin" });

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, guess.StatusCode);
    }

    [SkippableTheory]
    [InlineData("""{"shop": "Not A Name", "currency": "GBP", "timeZone": "Europe/London"}""", "shop")]
    [InlineData("""{"shop": "fine", "currency": "pounds", "timeZone": "Europe/London"}""", "currency")]
    [InlineData("""{"shop": "fine", "currency": "GBP", "timeZone": "GMT Standard Time"}""", "timeZone")]
    [InlineData("""{"shop": "fine", "currency": "GBP"}""", "timeZone")]
    [InlineData("""{"shop": "fine", "currency": "GBP", "timeZone": "Europe/London", "vat": 20}""", "vat")]
    [InlineData("""{"shop": ["fine"], "currency": "GBP", "timeZone": "Europe/London"}""", "shop")]
    [InlineData("""{"shop": "fine", """, "$")]
    [InlineData("", "$")]
    [InlineData("null", "$")]
    public async Task Create_BadRequest_NamesTheField(string body, string field)
    {
        await using var api = await ApiServer.StartAsync(azurite);

        using var response = await api.SendAsync("POST", "api/v1/shops", ApiServer.AdminKey, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await ApiServer.JsonAsync(response);
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [SkippableFact]
    public async Task Delete_ClosesKeysAndRemovesData_ThenTheNameIsFreeWithANewKey()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        var blob = api.Storage.Container("uploads").GetBlobClient($"{shop}/orders.csv");
        await blob.UploadAsync(BinaryData.FromString("order_id"));
        var neighbour = api.Storage.Container("uploads").GetBlobClient($"{shop}-b/orders.csv");
        await neighbour.UploadAsync(BinaryData.FromString("order_id"));
        await api.Storage.Table("Profiles").AddEntityAsync(new Azure.Data.Tables.TableEntity($"{shop}~07", "customer"));
        await api.Storage.Table("Profiles").AddEntityAsync(new Azure.Data.Tables.TableEntity($"{shop}-b~07", "customer"));

        using var deleted = await api.SendAsync("DELETE", $"api/v1/shops/{shop}", ApiServer.AdminKey);
        using var refused = await api.SendAsync("GET", $"api/v1/shops/{shop}/settings", key);
        using var again = await api.SendAsync("DELETE", $"api/v1/shops/{shop}", ApiServer.AdminKey);
        using var anew = await api.SendAsync("POST", "api/v1/shops", ApiServer.AdminKey, new { shop, currency = "GBP", timeZone = "Europe/London" });

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.False(await blob.ExistsAsync());
        Assert.True(await neighbour.ExistsAsync());
        Assert.Equal([$"{shop}-b~07"], api.Storage.Table("Profiles").Query<Azure.Data.Tables.TableEntity>().Select(row => row.PartitionKey).Where(p => p.StartsWith(shop, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(HttpStatusCode.Created, anew.StatusCode);
        Assert.NotEqual(key, (await ApiServer.JsonAsync(anew)).GetProperty("key").GetString());
    }

    [SkippableFact]
    public async Task DeletedKey_IsRefusedEverywhereWithin30Seconds()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var here = await ApiServer.StartAsync(azurite);
        await using var elsewhere = await ApiServer.StartAsync(azurite, configure: services => services.AddSingleton<TimeProvider>(clock));
        var (shop, _) = await here.CreateShopAsync();
        using var created = await here.SendAsync("POST", $"api/v1/shops/{shop}/keys", ApiServer.AdminKey, new { scope = "read" });
        var answer = await ApiServer.JsonAsync(created);
        var (id, key) = (answer.GetProperty("id").GetString(), answer.GetProperty("key").GetString());

        using var before = await elsewhere.SendAsync("GET", $"api/v1/shops/{shop}/settings", key);
        using var deleted = await here.SendAsync("DELETE", $"api/v1/shops/{shop}/keys/{id}", ApiServer.AdminKey);
        using var atOnce = await here.SendAsync("GET", $"api/v1/shops/{shop}/settings", key);
        clock.Advance(TimeSpan.FromSeconds(30));
        using var later = await elsewhere.SendAsync("GET", $"api/v1/shops/{shop}/settings", key);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, atOnce.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, later.StatusCode);
    }
}

using System.Net;
using Insight.Functions.Http;
using Insight.Testing;

namespace Insight.Functions.Tests.Http;

/// <summary>A key opens its shop alone, on every route that exists, the ones of tomorrow included.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class ShopIsolationTests(AzuriteFixture azurite)
{
    private const string BelowShop = "api/v1/shops/{shop}";

    public static TheoryData<string, string, string> RoutesBelowAShop()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var function in ApiFunctions.In(typeof(ApiCall).Assembly).Where(function => function.Route.StartsWith(BelowShop, StringComparison.Ordinal) && !IsPreflight(function)))
        {
            foreach (var method in function.Methods)
            {
                data.Add(function.Name, method, function.Route);
            }
        }

        return data;
    }

    [Fact]
    public void EveryRouteButTheOpenOnes_IsBelowAShop()
    {
        string[] open = ["api/v1/openapi.json", "api/v1/shops", "health/live", "health/ready"];
        Assert.Equal(open, ApiFunctions.In(typeof(ApiCall).Assembly).Select(function => function.Route)
            .Where(route => !route.StartsWith(BelowShop + "/", StringComparison.Ordinal) && route != BelowShop).Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [MemberData(nameof(RoutesBelowAShop))]
    public async Task Route_AnswersItsOwnShopAlone(string function, string method, string route)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (mine, myKey) = await api.CreateShopAsync();
        var (other, _) = await api.CreateShopAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(mine, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(mine, "no-such-key"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(other, myKey));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("a-shop-that-never-was", myKey));

        var own = await StatusAsync(mine, myKey);
        var admin = ApiFunctions.In(typeof(ApiCall).Assembly).Single(f => f.Name == function).Operation.Access == ApiAccess.Admin;
        Assert.Equal(admin, own == HttpStatusCode.Forbidden);
        Assert.NotEqual(HttpStatusCode.Unauthorized, own);
        Assert.True((int)own < 500, $"{function} answered {own}.");

        async Task<HttpStatusCode> StatusAsync(string shop, string? key)
        {
            var path = route.Replace("{shop}", shop, StringComparison.Ordinal).Replace('{', 'x').Replace('}', 'x');
            using var response = await api.SendAsync(method, path, key, method == "get" ? null : "{}");
            return response.StatusCode;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(RoutesBelowAShop))]
    public async Task Route_AsksForTheScopeItDescribes(string function, string method, string route)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, _) = await api.CreateShopAsync();
        var read = await api.CreateKeyAsync(shop, "read");
        var publishable = await api.CreateKeyAsync(shop, "publishable");
        var access = ApiFunctions.In(typeof(ApiCall).Assembly).Single(f => f.Name == function).Operation.Access;
        var path = route.Replace("{shop}", shop, StringComparison.Ordinal).Replace('{', 'x').Replace('}', 'x');

        using var withRead = await api.SendAsync(method, path, read, method == "get" ? null : "{}");
        using var withPublishable = await api.SendAsync(method, path, publishable, method == "get" ? null : "{}");

        Assert.Equal(access is ApiAccess.Read or ApiAccess.ReadOrPublishable, withRead.StatusCode != HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Forbidden, withPublishable.StatusCode);
    }

    /// <summary>Asked by browsers before they send a key, and answered alike for every shop: <see cref="PagesTests"/>.</summary>
    private static bool IsPreflight(ApiFunction function) => function is { Methods: ["options"], Operation: { Access: ApiAccess.Open, Status: 204 } };
}

using System.Net;
using System.Text;

namespace Insight.EndToEnd.Tests;

/// <summary>Two shops on one installation: neither sees the other.</summary>
[Collection(RunningHostCollection.Name)]
public sealed class IsolationTests(RunningHost host)
{
    private const string Lines = "order_id,product_id,quantity,unit_price,ordered_at,customer_id\n";

    [SkippableFact]
    public async Task TwoShops_TheSameIdsMeanDifferentCustomers_AndKeysOpenTheirOwnShopOnly()
    {
        var one = await host.CreateShopAsync();
        var other = await host.CreateShopAsync("EUR", "Europe/Berlin");
        await one.DropAsync("a.csv", Encoding.UTF8.GetBytes(Lines + "1,p,1,10,2026-01-05,c1\n2,p,1,10,2026-02-05,c1\n"));
        await other.DropAsync("a.csv", Encoding.UTF8.GetBytes(Lines + "1,p,3,99,2026-01-05,c1\n"));
        var receipts = (await one.GetAsync("ingestions")).GetProperty("ingestions").EnumerateArray().ToList();
        var receipt = Assert.Single(receipts);

        foreach (var path in new[] { "settings", "ingestions", $"ingestions/{receipt.GetProperty("id").GetString()}", "models", "customers/c1", "customers.csv", "segments", "report" })
        {
            using var response = await other.Http.GetAsync(one.Route(path));
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }

        using var unknown = host.Client("no-such-key");
        using var refused = await unknown.GetAsync(one.Route("settings"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var foreign = await other.Http.GetAsync(other.Route($"ingestions/{receipt.GetProperty("id").GetString()}"));
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [SkippableFact]
    public async Task UselessFiles_AreTold_AndTheHostStaysUp()
    {
        var shop = await host.CreateShopAsync();

        var binary = await shop.DropAsync("photo.csv", [0, 1, 2, 3, 0, 255]);
        var prose = await shop.DropAsync("letter.txt", "Dear shop,\nthank you.\n"u8.ToArray());
        var good = await shop.DropAsync("good.csv", Encoding.UTF8.GetBytes(Lines + "1,p,1,10,2026-01-05,c1\n2,p,x,10,2026-02-05,c1\n"));

        Assert.Equal("refused", binary.GetProperty("status").GetString());
        Assert.Equal("waiting", prose.GetProperty("status").GetString());
        Assert.Equal("done", good.GetProperty("status").GetString());
        Assert.Equal(1, good.GetProperty("reasons").GetProperty("bad_quantity").GetInt32());
        using var quarantine = await shop.Http.GetAsync(new Uri(host.Address, good.GetProperty("quarantineUrl").GetString()));
        Assert.Contains("bad_quantity", await quarantine.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Insight.EndToEnd.Tests;

/// <summary>A page of a shop, in a real browser, asks with the shop's publishable key.</summary>
[Collection(RunningHostCollection.Name)]
public sealed class PageTests(RunningHost host)
{
    [SkippableFact]
    public async Task APageOfTheShop_ShowsWhatIsRecommended_AndAnotherOneReadsWhyNot()
    {
        var shop = await host.CreateShopAsync();
        await shop.DropAsync("orders.csv", "order_id,product_id,quantity,unit_price,ordered_at,customer_id\n1,mug,1,9,2026-01-01T10:00:00Z,c1\n2,tea,1,5,2026-01-02T10:00:00Z,c2\n3,mug,1,9,2026-01-03T10:00:00Z,c2\n4,mug,2,9,2026-01-03T11:00:00Z,c3\n5,mug,2,9,2026-01-03T12:00:00Z,c4\n"u8.ToArray());
        await shop.TrainAsync(new { models = new[] { "recommendations" } });
        await ShopClient.WaitAsync("the catalog", async () =>
        {
            var answer = await shop.PostAsync("recommendations", new { });
            return answer.GetProperty("items").GetArrayLength() > 0 ? answer : null;
        });
        await using var site = await ServeAsync(await PageAsync(shop));
        var page = new Uri(site.Urls.Single());
        using var settings = await shop.Http.PutAsJsonAsync(shop.Route("settings"), new { origins = new[] { page.GetLeftPart(UriPartial.Authority) } });
        settings.EnsureSuccessStatusCode();

        Assert.Contains("<p>shown: mug 1 tea 0.5</p>", await Browser.ReadAsync(page), StringComparison.Ordinal);

        // The same page under another name is another origin.
        var elsewhere = new UriBuilder(page) { Host = "localhost" }.Uri;
        Assert.Contains($"<p>refused: A publishable key is accepted from the origins in the shop's settings, and '{elsewhere.GetLeftPart(UriPartial.Authority)}' is not one of them.</p>", await Browser.ReadAsync(elsewhere), StringComparison.Ordinal);
    }

    /// <summary>A page that asks when it is opened, and writes down what came.</summary>
    private async Task<string> PageAsync(ShopClient shop)
    {
        using var admin = host.Client(RunningHost.AdminKey);
        using var created = await admin.PostAsJsonAsync(shop.Route("keys"), new { scope = "publishable" });
        var key = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString();
        return $$"""
            <!doctype html><title>Shop</title><p>asking</p>
            <script>
              const tell = text => document.querySelector("p").textContent = text;
              fetch("{{host.Address}}{{shop.Route("recommendations")}}", {
                method: "POST", headers: { "x-api-key": "{{key}}", "content-type": "application/json" }, body: JSON.stringify({ session: [], count: 4 })
              }).then(async answer => {
                const said = await answer.json();
                tell(answer.ok ? "shown: " + said.items.map(item => item.productId + " " + item.score).join(" ") : "refused: " + said.detail);
              }).catch(problem => tell("failed: " + problem));
            </script>
            """;
    }

    private static async Task<WebApplication> ServeAsync(string page)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.MapGet("/", () => Results.Content(page, "text/html"));
        await site.StartAsync();
        return site;
    }
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Insight.EndToEnd.Tests;

/// <summary>Recommendations from dropped files to the answer over HTTP: a product that came today, and a shop that has only just begun.</summary>
[Collection(RunningHostCollection.Name)]
public sealed class RecommendationsTests(RunningHost host)
{
    private const string Lines = "order_id,product_id,quantity,unit_price,ordered_at,customer_id\n";
    private const int Kinds = 12;

    [SkippableFact]
    public async Task AProductNewInTodaysFile_StandsWhereItsKinDo_ForThoseWhoLikeThem()
    {
        var shop = await host.CreateShopAsync();
        using var budget = await shop.Http.PutAsJsonAsync(shop.Route("settings"), new { trainingBudget = new { searchSeconds = 2 } });
        Assert.Equal(HttpStatusCode.OK, budget.StatusCode);
        await shop.DropAsync("orders.csv", Encoding.UTF8.GetBytes(OrdersOfTwoTastes()));
        await shop.DropAsync("products.csv", Encoding.UTF8.GetBytes(Products()));
        var trained = (await shop.TrainAsync(new { models = new[] { "recommendations" } })).GetProperty("models")[0];
        Assert.True(trained.GetProperty("decision").GetString() == "published", trained.ToString());
        var before = await AnswerAsync(shop, new { session = new[] { "tea-3" }, count = 10 }, answer => answer.GetProperty("snapshot").ValueKind == JsonValueKind.String);
        Assert.Equal("model", before.GetProperty("basis").GetString());
        Assert.DoesNotContain("tea-new", Ids(before));

        await shop.DropAsync("today.csv", "product_id,title,category,brand,price\ntea-new,Green tea of this spring,Tea,Leaf,7\n"u8.ToArray());
        await host.PlanAsync();
        var after = await AnswerAsync(shop, new { session = new[] { "tea-3" }, count = 10 }, answer => answer.GetProperty("snapshot").GetString() != before.GetProperty("snapshot").GetString());

        var place = Ids(after).IndexOf("tea-new");
        Assert.True(place > 0, $"Found {string.Join(", ", Ids(after))}.");
        Assert.Equal("prior", after.GetProperty("items")[place].GetProperty("basis").GetString());
        Assert.All(Ids(after).Take(place), id => Assert.StartsWith("tea-", id, StringComparison.Ordinal));

        // Who bought tea is shown it without a word of theirs; who buys lamps is not.
        Assert.Contains("tea-new", Ids(await AnswerAsync(shop, new { customerId = "t0", count = 10 })));
        Assert.DoesNotContain("tea-new", Ids(await AnswerAsync(shop, new { customerId = "l0", count = 10 })));
        Assert.DoesNotContain("tea-new", Ids(await AnswerAsync(shop, new { session = new[] { "lamp-3" }, count = 10 })));
    }

    [SkippableFact]
    public async Task AShopOfThirtyOrders_AnswersWithWhatIsPopular_ByCategoryAndStock()
    {
        var shop = await host.CreateShopAsync();
        var orders = new StringBuilder(Lines);
        for (var i = 0; i < 30; i++)
        {
            // Of each kind the first is bought most often.
            var product = i % 2 == 0 ? $"tea-{i % 10 / 6}" : $"lamp-{i % 10 / 6}";
            orders.Append(CultureInfo.InvariantCulture, $"{i},{product},1,9,2026-01-{(i % 28) + 1:00}T10:00:00Z,c{i}\n");
        }

        await shop.DropAsync("orders.csv", Encoding.UTF8.GetBytes(orders.ToString()));
        await shop.DropAsync("products.csv", Encoding.UTF8.GetBytes(Products()));
        await shop.DropAsync("stock.csv", "product_id,as_of,on_hand\ntea-0,2026-01-31T00:00:00Z,0\ntea-1,2026-01-31T00:00:00Z,4\n"u8.ToArray());
        var run = await shop.TrainAsync(new { models = new[] { "recommendations" } });
        Assert.Equal("nothing published", run.GetProperty("models")[0].GetProperty("decision").GetString());

        var all = await AnswerAsync(shop, new { count = 20 }, answer => answer.GetProperty("snapshot").ValueKind == JsonValueKind.String);
        Assert.Equal("popularity", all.GetProperty("basis").GetString());
        Assert.Equal("lamp-0", Ids(all)[0]);
        Assert.DoesNotContain("tea-0", Ids(all));
        Assert.Equal(20, Ids(all).Count);

        var tea = await AnswerAsync(shop, new { filter = new { category = "Tea" }, count = 5 });
        Assert.Equal("popularity", tea.GetProperty("basis").GetString());
        Assert.All(Ids(tea), id => Assert.StartsWith("tea-", id, StringComparison.Ordinal));
        Assert.Equal(5, Ids(tea).Count);
        Assert.DoesNotContain("tea-0", Ids(tea));
        Assert.Equal("tea-0", Ids(await AnswerAsync(shop, new { filter = new { category = "Tea", inStock = false }, count = 5 }))[0]);

        // Somebody who bought is answered alike: thirty orders teach nothing.
        Assert.Equal("popularity", (await AnswerAsync(shop, new { customerId = "c1", count = 5 })).GetProperty("basis").GetString());
    }

    private static Task<JsonElement> AnswerAsync(ShopClient shop, object request, Predicate<JsonElement>? isIt = null) => ShopClient.WaitAsync("the recommendations", async () =>
    {
        var answer = await shop.PostAsync("recommendations", request);
        return isIt?.Invoke(answer) != false ? answer : null;
    });

    private static List<string> Ids(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("productId").GetString()!)]; // the contract promises it

    private static string Products()
    {
        var products = new StringBuilder("product_id,title,category,brand,price\n");
        for (var i = 0; i < Kinds; i++)
        {
            products.Append(CultureInfo.InvariantCulture, $"tea-{i},Green tea no {i},Tea,Leaf,{6 + (i * 0.2m)}\nlamp-{i},Desk lamp no {i},Lamps,Lux,{40 + i}\n");
        }

        return products.ToString();
    }

    /// <summary>Half of the customers buy teas and half buy lamps, each after the other, so that a model beats what is popular.</summary>
    private static string OrdersOfTwoTastes()
    {
        var random = new Random(7);
        var orders = new StringBuilder(Lines);
        for (var i = 0; i < 300; i++)
        {
            var (kind, next) = (i % 2 == 0 ? "tea" : "lamp", random.Next(Kinds));
            for (var k = 0; k < 5; k++, next = (next + 1) % Kinds)
            {
                var day = (50 * k) + random.Next(50);
                orders.Append(CultureInfo.InvariantCulture, $"{i}-{k},{kind}-{next},1,9,{new DateTime(2025, 6, 1).AddDays(day):yyyy-MM-dd}T10:00:00Z,{kind[0]}{i / 2}\n");
            }
        }

        return orders.ToString();
    }
}

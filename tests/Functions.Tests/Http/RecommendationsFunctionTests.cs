using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Insight.Functions.Ingestion;
using Insight.Functions.Training;
using Insight.Refresh;
using Insight.Registry;
using Insight.Shops;
using Insight.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Functions.Tests.Http;

/// <summary>Recommendations over HTTP: what is answered, and what is refused and how.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RecommendationsFunctionTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task BeforeAnything_TheAnswerIsEmpty_AndSaysWhy()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        var answer = await PostAsync(api, shop, key, "recommendations", """{"session": ["tea"], "customerId": "c0"}""");
        Assert.Equal(("popularity", "unknown"), (answer.GetProperty("basis").GetString(), answer.GetProperty("customer").GetString()));
        Assert.Empty(answer.GetProperty("items").EnumerateArray());
        Assert.Contains("no products yet", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(["tea"], answer.GetProperty("unknown").EnumerateArray().Select(id => id.GetString()));
        using var similar = await api.SendAsync("GET", $"api/v1/shops/{shop}/products/tea/similar", key);
        Assert.Equal(HttpStatusCode.NotFound, similar.StatusCode);
    }

    [SkippableFact]
    public async Task Session_IsAnsweredByTheModel_WithTitlesPricesAndReasons()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await FilledAsync(api);

        var answer = await PostAsync(api, shop, key, "recommendations", """{"session": ["nothing", "tea"], "count": 2, "excludeSeen": true}""");
        Assert.Equal("model", answer.GetProperty("basis").GetString());
        Assert.Equal("r1", answer.GetProperty("model").GetProperty("recommendations").GetString());
        Assert.Equal("GBP", answer.GetProperty("currency").GetString());
        Assert.StartsWith("s", answer.GetProperty("snapshot").GetString(), StringComparison.Ordinal);
        Assert.Equal(["nothing"], answer.GetProperty("unknown").EnumerateArray().Select(id => id.GetString()));
        Assert.False(answer.TryGetProperty("customer", out _));
        var items = answer.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["pot", "a/b"], items.Select(Id));
        Assert.Equal(("Tea pot", "Kitchen", 25.0), (items[0].GetProperty("title").GetString(), items[0].GetProperty("category").GetString(), items[0].GetProperty("price").GetDouble()));
        var reason = items[0].GetProperty("reasons")[0];
        Assert.Equal(("boughtNext", "tea", "Green tea"), (reason.GetProperty("rule").GetString(), reason.GetProperty("productId").GetString(), reason.GetProperty("title").GetString()));

        // Nobody known, and a filter that leaves nothing.
        Assert.Equal("popularity", (await PostAsync(api, shop, key, "recommendations", "{}")).GetProperty("basis").GetString());
        var none = await PostAsync(api, shop, key, "recommendations", """{"session": ["tea"], "filter": {"category": "Garden"}}""");
        Assert.Empty(none.GetProperty("items").EnumerateArray());
        Assert.Equal("No product has the category 'Garden'.", none.GetProperty("message").GetString());

        // Any length of session up to the limit.
        var longest = JsonSerializer.Serialize(new { session = Enumerable.Repeat("tea", 10_000) });
        Assert.Equal("model", (await PostAsync(api, shop, key, "recommendations", longest)).GetProperty("basis").GetString());
    }

    [SkippableFact]
    public async Task Batch_AnswersInOrder_AndSimilarProductsById()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await FilledAsync(api);
        var requests = Enumerable.Range(0, 1000).Select(i => new { session = new[] { i % 2 == 0 ? "tea" : "pot" }, count = 1 + (i % 3), scenario = "product" });
        var results = (await PostAsync(api, shop, key, "recommendations/batch", JsonSerializer.Serialize(new { requests }))).GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(1000, results.Count);
        for (var i = 0; i < results.Count; i++)
        {
            Assert.Equal(1 + (i % 3), results[i].GetProperty("items").GetArrayLength());
            Assert.Equal(i % 2 == 0 ? "pot" : "a/b", Id(results[i].GetProperty("items")[0]));
        }

        using var response = await api.SendAsync("GET", $"api/v1/shops/{shop}/products/tea/similar?count=1", key);
        var similar = await ApiServer.JsonAsync(response);
        Assert.Equal("pot", Id(similar.GetProperty("items").EnumerateArray().Single()));
        Assert.Equal("r1", similar.GetProperty("model").GetProperty("recommendations").GetString());
        using var slashed = await api.SendAsync("GET", $"api/v1/shops/{shop}/products/a%2Fb/similar", key);
        Assert.Equal(HttpStatusCode.OK, slashed.StatusCode);
        using var unknown = await api.SendAsync("GET", $"api/v1/shops/{shop}/products/nothing/similar", key);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        foreach (var count in (string[])["0", "201", "-1", "many"])
        {
            using var refused = await api.SendAsync("GET", $"api/v1/shops/{shop}/products/tea/similar?count={count}", key);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    [SkippableFact]
    public async Task BadInput_Is400_AndNamesTheField()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        (string Body, string Field)[] cases =
        [
            ("""{"count": 0}""", "count"), ("""{"count": 201}""", "count"), ("""{"count": 10000}""", "count"), ("""{"count": -1}""", "count"), ("""{"count": 2.5}""", "count"),
            ("""{"count": "10"}""", "count"), ("""{"scenario": "shelf"}""", "scenario"), ("""{"scenario": 1}""", "scenario"), ("""{"diversity": 1.5}""", "diversity"),
            ("""{"diversity": -0.1}""", "diversity"), ("""{"session": ["tea", null]}""", "session[1]"), ("""{"session": [""]}""", "session[0]"), ("""{"session": "tea"}""", "session"),
            ("""{"exclude": [""]}""", "exclude[0]"), ("""{"customerId": ""}""", "customerId"), ("""{"filter": {"priceMin": -1}}""", "filter.priceMin"),
            ("""{"filter": {"priceMin": 5, "priceMax": 4}}""", "filter.priceMin"), ("""{"filter": {"priceMax": -2}}""", "filter.priceMax"), ("""{"filter": {"category": " "}}""", "filter.category"),
            ("""{"filter": {"colour": "red"}}""", "filter.colour"), ("""{"asOf": "yesterday"}""", "asOf"), ("""{"runId": "../x"}""", "runId"), ("""{"customer": "c1"}""", "customer"),
            ("""{"scenario": "again", "excludeSeen": true}""", "excludeSeen"),
            (JsonSerializer.Serialize(new { session = Enumerable.Repeat("tea", 10_001) }), "session"), ("""[]""", "$"), ("", "$"),
        ];
        foreach (var (body, field) in cases)
        {
            await RefusedAsync("recommendations", body, field);
            if (body.StartsWith('{') && !field.Contains("colour", StringComparison.Ordinal) && field != "customer")
            {
                await RefusedAsync("recommendations/batch", $$"""{"requests": [{}, {{body}}]}""", "requests[1]." + field);
            }
        }

        await RefusedAsync("recommendations/batch", """{"requests": []}""", "requests");
        await RefusedAsync("recommendations/batch", "{}", "requests");
        await RefusedAsync("recommendations/batch", """{"requests": [null]}""", "requests[0]");
        await RefusedAsync("recommendations/batch", JsonSerializer.Serialize(new { requests = Enumerable.Repeat(new { }, 1001) }), "requests");

        using var run = await api.SendAsync("POST", $"api/v1/shops/{shop}/recommendations", key, """{"runId": "none"}""");
        Assert.Equal(HttpStatusCode.NotFound, run.StatusCode);

        async Task RefusedAsync(string route, string body, string field)
        {
            using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/{route}", key, new StringContent(body, Encoding.UTF8, "application/json"));
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{body[..Math.Min(80, body.Length)]} was answered {(int)response.StatusCode}: {text}");
            var errors = JsonDocument.Parse(text).RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToList();
            Assert.True(errors.Contains(field), $"{body[..Math.Min(80, body.Length)]} named {string.Join(", ", errors)}; expected {field}.");
        }
    }

    [SkippableFact]
    public async Task RollBack_TheFormerModelRecommendsAtOnce_AndGoldenHistoriesStayInside()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await FilledAsync(api);
        await Trained().Next("tea", "lamp", 0.95f).PublishAsync(api.Services.GetRequiredService<ModelRegistry>(), ShopId.Parse(shop), "r2");
        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/models/recommendations/rollback", key);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("goldenHistories", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("r1", (await PostAsync(api, shop, key, "recommendations", """{"session": ["tea"]}""")).GetProperty("model").GetProperty("recommendations").GetString());
    }

    [SkippableFact]
    public async Task BacktestWhoseModelIsRefused_SaysSo()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await FilledAsync(api);
        var trained = Trained();
        foreach (var run in (string[])["b1", "b2"])
        {
            await PublishAsync(run);
            await ActivatorUtilities.CreateInstance<RefreshProfilesFunction>(api.Services).RunAsync(new RefreshMessage(shop, run), CancellationToken.None);
        }

        Assert.Equal("b2", (await PostAsync(api, shop, key, "recommendations", """{"session": ["tea"], "runId": "b2"}""")).GetProperty("model").GetProperty("recommendations").GetString());

        trained.GoldenError = 1; // as if it had been made by other code
        await PublishAsync("b1");
        foreach (var (path, body) in new[] { ("recommendations", """{"session": ["tea"], "runId": "b1"}"""), ("recommendations/batch", """{"requests": [{"runId": "b1"}]}""") })
        {
            using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/{path}", key, body);
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
            Assert.Contains("recommendations b1 is refused", (await ApiServer.JsonAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Task PublishAsync(string run) => trained.PublishAsync(api.Services.GetRequiredService<ModelRegistry>(), ShopId.Parse(shop), run, runId: run, promote: false);
    }

    private static string? Id(JsonElement item) => item.GetProperty("productId").GetString();

    private static TestRecommender Trained() => new TestRecommender("tea", "pot", "a/b", "lamp").Next("tea", "pot", 0.9f).Next("pot", "a/b", 0.8f);

    private static async Task<JsonElement> PostAsync(ApiServer api, string shop, string key, string path, string body)
    {
        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/{path}", key, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ApiServer.JsonAsync(response);
    }

    /// <summary>A shop with orders of four products, their list, a model and a refresh.</summary>
    private static async Task<(string Shop, string Key)> FilledAsync(ApiServer api)
    {
        var (shop, key) = await api.CreateShopAsync();
        var orders = new StringBuilder("order_id,customer_id,ordered_at,product_id,quantity,unit_price\n");
        foreach (var (product, i) in new[] { "tea", "pot", "a/b", "lamp" }.Select((product, i) => (product, i)))
        {
            for (var customer = 0; customer < 4 - i; customer++)
            {
                orders.Append(CultureInfo.InvariantCulture, $"{i}-{customer},c{customer},2024-05-0{i + 1}T10:00:00Z,{product},1,10\n");
            }
        }

        await DropAsync("orders.csv", orders.ToString());
        await DropAsync("products.csv", "product_id,title,category,price\ntea,Green tea,Drinks,4.5\npot,Tea pot,Kitchen,25\n");
        await Trained().PublishAsync(api.Services.GetRequiredService<ModelRegistry>(), ShopId.Parse(shop), "r1");
        await ActivatorUtilities.CreateInstance<RefreshProfilesFunction>(api.Services).RunAsync(new RefreshMessage(shop), CancellationToken.None);
        return (shop, key);

        async Task DropAsync(string name, string text)
        {
            var blob = api.Storage.Container("uploads").GetBlobClient($"{shop}/{name}");
            await blob.UploadAsync(BinaryData.FromString(text));
            await ActivatorUtilities.CreateInstance<IngestUploadFunction>(api.Services).IngestAsync(blob, $"{shop}/{name}", CancellationToken.None);
        }
    }
}

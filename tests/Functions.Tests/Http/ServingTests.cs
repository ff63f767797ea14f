using System.Globalization;
using System.Net;
using System.Text;
using Insight.Functions.Ingestion;
using Insight.Functions.Training;
using Insight.Refresh;
using Insight.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Functions.Tests.Http;

/// <summary>From a dropped file to what the routes answer, before any model was trained.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class ServingTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task BeforeAnything_RoutesSayWhatIsMissing()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();

        foreach (var path in new[] { "segments", "report", "customers.csv", "customers.csv?runId=none", "customers/c1", "models/weather", "training/none", "ingestions/none" })
        {
            using var response = await api.SendAsync("GET", $"api/v1/shops/{shop}/{path}", key);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }

        using var models = await api.SendAsync("GET", $"api/v1/shops/{shop}/models", key);
        Assert.All((await ApiServer.JsonAsync(models)).GetProperty("models").EnumerateArray(), model => Assert.Equal(System.Text.Json.JsonValueKind.Null, model.GetProperty("version").ValueKind));
        using var rollback = await api.SendAsync("POST", $"api/v1/shops/{shop}/models/purchase/rollback", key);
        Assert.Equal(HttpStatusCode.Conflict, rollback.StatusCode);
    }

    [SkippableFact]
    public async Task AfterARefresh_EveryRouteAnswersForTheDroppedCustomers()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        await DropAndRefreshAsync(api, shop);

        var customer = await GetJsonAsync("customers/c3");
        Assert.Equal("c3", customer.GetProperty("customerId").GetString());
        Assert.Equal(4, customer.GetProperty("orders").GetInt32());
        Assert.Equal("GBP", customer.GetProperty("currency").GetString());
        Assert.Equal("prior", customer.GetProperty("purchase").GetProperty("basis").GetString());
        var slashed = await GetJsonAsync("customers/a%2Fb");
        Assert.Equal("a/b", slashed.GetProperty("customerId").GetString());

        var looked = await PostJsonAsync("customers/lookup", """{"ids": ["c1", "nobody"], "emails": ["ann@example.com"]}""");
        Assert.Equal(["known", "unknown", "unknown"], looked.GetProperty("customers").EnumerateArray().Select(c => c.GetProperty("status").GetString()));
        Assert.Equal("ann@example.com", looked.GetProperty("customers")[2].GetProperty("email").GetString());

        using var csv = await api.SendAsync("GET", $"api/v1/shops/{shop}/customers.csv", key);
        var lines = (await csv.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("customer_id,orders,revenue", lines[0], StringComparison.Ordinal);
        Assert.Equal(7, lines.Length);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);

        var segments = await GetJsonAsync("segments");
        Assert.Equal(6, segments.GetProperty("customers").GetInt32());
        Assert.NotEmpty(segments.GetProperty("groups").EnumerateArray());

        using var report = await api.SendAsync("GET", $"api/v1/shops/{shop}/report", key);
        Assert.Equal(HttpStatusCode.OK, report.StatusCode);
        Assert.StartsWith("<!doctype html", (await report.Content.ReadAsStringAsync()).TrimStart(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", report.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        async Task<System.Text.Json.JsonElement> GetJsonAsync(string path)
        {
            using var response = await api.SendAsync("GET", $"api/v1/shops/{shop}/{path}", key);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await ApiServer.JsonAsync(response);
        }

        async Task<System.Text.Json.JsonElement> PostJsonAsync(string path, string body)
        {
            using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/{path}", key, body);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await ApiServer.JsonAsync(response);
        }
    }

    [SkippableFact]
    public async Task Scores_AnswerInRequestOrder_AlsoForAShopperNeverSeen_WithTheFieldsAskedFor()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        await DropAndRefreshAsync(api, shop);

        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/scores", key, """
            {"customerIds": ["nobody", "c2"], "models": ["purchase"], "reasons": true, "customers": [{"orders": [
                {"orderId": "x1", "orderedAt": "2024-01-05T10:00:00Z", "lines": [{"productId": "p", "quantity": 2, "unitPrice": 7.5}]},
                {"orderId": "x2", "orderedAt": "2024-02-05T10:00:00Z", "lines": [{"productId": "p", "quantity": 1, "unitPrice": 7.5}]}]}]}
            """);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var customers = (await ApiServer.JsonAsync(response)).GetProperty("customers").EnumerateArray().ToList();
        Assert.Equal(["unknown", "known", "known"], customers.Select(c => c.GetProperty("status").GetString()));
        Assert.Equal("c2", customers[1].GetProperty("customerId").GetString());
        Assert.Equal(22.5, customers[2].GetProperty("revenue").GetDouble(), 9);
        Assert.InRange(customers[2].GetProperty("purchase").GetProperty("probability").GetDouble(), 0, 1);
        Assert.False(customers[2].TryGetProperty("value", out _));
        Assert.False(customers[2].GetProperty("purchase").TryGetProperty("reasons", out _)); // a prior has none
    }

    /// <summary>Six customers: c1 … c5 with as many orders and one more as their number says, and one whose id has a slash.</summary>
    private static async Task DropAndRefreshAsync(ApiServer api, string shop)
    {
        var csv = new StringBuilder("order_id,customer_id,ordered_at,status,currency,total\n");
        for (var customer = 1; customer <= 5; customer++)
        {
            for (var order = 0; order <= customer; order++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{customer}-{order},c{customer},2024-0{order + 1}-05T10:00:00Z,completed,GBP,{10 * customer}.50\n");
            }
        }

        csv.Append("s,a/b,2024-03-05T10:00:00Z,completed,GBP,5\n");
        var blob = api.Storage.Container("uploads").GetBlobClient($"{shop}/orders.csv");
        await blob.UploadAsync(BinaryData.FromString(csv.ToString()));
        await ActivatorUtilities.CreateInstance<IngestUploadFunction>(api.Services).IngestAsync(blob, $"{shop}/orders.csv", CancellationToken.None);
        await ActivatorUtilities.CreateInstance<RefreshProfilesFunction>(api.Services).RunAsync(new RefreshMessage(shop), CancellationToken.None);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Insight.Testing;

namespace Insight.EndToEnd.Tests;

/// <summary>The main job on a real year: a dropped export becomes scored customers.</summary>
[Collection(RunningHostCollection.Name)]
public sealed class DroppedFileToProfileTests(RunningHost host)
{
    [SkippableFact]
    public async Task OnlineRetail_Dropped_Trained_Scored_AndTheSameNumbersEverywhere()
    {
        var file = await File.ReadAllBytesAsync(TestData.Path("online_retail/online_retail_2009_2010.csv.gz"));
        var shop = await host.CreateShopAsync();

        var receipt = await shop.DropAsync("online_retail.csv.gz", file);
        var rows = receipt.GetProperty("rows");
        Assert.Equal(502_938, rows.GetProperty("read").GetInt64());
        Assert.Equal(502_938, Count("accepted") + Count("rejected") + Count("duplicate"));

        using var budget = await shop.Http.PutAsJsonAsync(shop.Route("settings"), new { trainingBudget = new { searchSeconds = 15 } });
        Assert.Equal(HttpStatusCode.OK, budget.StatusCode);
        await BacktestMeetsTheBarAsync(shop);

        var run = await shop.TrainAsync(new { });
        Assert.Equal("done", run.GetProperty("status").GetString());
        var purchase = run.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("model").GetString() == "purchase");
        var profile = await shop.WaitForProfileAsync("13085", purchase.GetProperty("version").GetString()!);
        Assert.Equal("GBP", profile.GetProperty("currency").GetString());
        Assert.InRange(profile.GetProperty("purchase").GetProperty("probability").GetDouble(), 0, 1);
        Assert.False(string.IsNullOrEmpty(profile.GetProperty("snapshot").GetString()));
        foreach (var (score, link) in new[] { ("purchase", "logit"), ("value", "log") })
        {
            Assert.Equal(link, profile.GetProperty(score).GetProperty("link").GetString());
            Assert.Equal(5, profile.GetProperty(score).GetProperty("reasons").GetArrayLength());
        }

        var customers = await shop.CustomersAsync();
        Assert.Equal(4_336, customers.Count);
        await ScoresEqualAsync(shop, customers);
        await UnknownShopperIsScoredAsync(shop);

        var segments = await shop.GetAsync("segments");
        Assert.Equal(4_336, segments.GetProperty("groups").EnumerateArray().Sum(segment => segment.GetProperty("customers").GetInt32()));
        using var report = await shop.Http.GetAsync(shop.Route("report"));
        Assert.Equal(("text/html", HttpStatusCode.OK), (report.Content.Headers.ContentType?.MediaType, report.StatusCode));

        long Count(string name) => rows.GetProperty(name).GetInt64();
    }

    private static async Task BacktestMeetsTheBarAsync(ShopClient shop)
    {
        var run = await shop.TrainAsync(new { models = new[] { "purchase", "value" }, asOf = "2010-08-31", horizonDays = 90 });

        Assert.Equal("done", run.GetProperty("status").GetString());
        var model = run.GetProperty("models").EnumerateArray().Single(entry => entry.GetProperty("model").GetString() == "purchase");
        var candidates = model.GetProperty("candidates").EnumerateArray().ToDictionary(candidate => candidate.GetProperty("algorithm").GetString()!);
        Assert.True(candidates.Count >= 5, $"Only {string.Join(", ", candidates.Keys)} stand in the run report.");

        // What the run serves, scored as a shop would read it, against what happened: computed here and not taken from the report.
        var version = model.GetProperty("version").GetString();
        Assert.NotNull(version);
        var scored = await shop.CustomersAsync($"?runId={run.GetProperty("runId").GetString()}");
        var later = Outcomes.OnlineRetail(new DateOnly(2010, 8, 31), 90);
        var buyers = scored.Where(pair => later.ContainsKey(pair.Key)).ToList();
        Assert.Equal(3_321, later.Count);
        Assert.Equal(3_321, buyers.Count);
        var auc = Outcomes.Auc([.. buyers.Select(pair => (ShopClient.Number(pair.Value, "purchase_probability"), later[pair.Key] > 0))]);
        var mae = buyers.Average(pair => Math.Abs(ShopClient.Number(pair.Value, "expected_orders") - later[pair.Key]));
        Assert.True(auc >= .730, $"AUC {auc:F4}");
        Assert.True(mae <= .91, $"MAE {mae:F4}");
    }

    private static async Task ScoresEqualAsync(ShopClient shop, Dictionary<string, Dictionary<string, string>> customers)
    {
        foreach (var ids in customers.Keys.Chunk(1000))
        {
            var answer = await shop.PostAsync("scores", new { customerIds = ids });
            var scores = answer.GetProperty("customers").EnumerateArray().ToList();
            Assert.Equal(ids, scores.Select(score => score.GetProperty("customerId").GetString()));
            foreach (var score in scores)
            {
                var row = customers[score.GetProperty("customerId").GetString()!];
                Equal(row, "purchase_probability", score.GetProperty("purchase").GetProperty("probability"));
                Equal(row, "expected_orders", score.GetProperty("purchase").GetProperty("expectedOrders"));
                Equal(row, "p_alive", score.GetProperty("purchase").GetProperty("pAlive"));
                Equal(row, "expected_value", score.GetProperty("value").GetProperty("expected"));
                Equal(row, "value_low", score.GetProperty("value").GetProperty("low"));
                Equal(row, "value_high", score.GetProperty("value").GetProperty("high"));
                Equal(row, "recency_days", score.GetProperty("rfm").TryGetProperty("recencyDays", out var recency) ? recency : default);
                Assert.Equal(row["rfm_group"], score.GetProperty("rfm").GetProperty("group").GetString());
            }
        }

        static void Equal(Dictionary<string, string> row, string column, JsonElement value)
        {
            if (row[column].Length == 0)
            {
                Assert.True(value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined, $"{row["customer_id"]} {column}: nothing in the csv, {value} in scores");
                return;
            }

            var expected = ShopClient.Number(row, column);
            Assert.True(Math.Abs(expected - value.GetDouble()) <= 1e-5 * Math.Max(1, Math.Abs(expected)), $"{row["customer_id"]} {column}: csv {expected}, scores {value}");
        }
    }

    private static async Task UnknownShopperIsScoredAsync(ShopClient shop)
    {
        var answer = await shop.PostAsync("scores", new
        {
            reasons = true,
            customers = new[]
            {
                new
                {
                    orders = new[]
                    {
                        new { orderId = "n1", orderedAt = "2010-10-01T10:00:00Z", lines = new[] { new { productId = "22423", quantity = 2, unitPrice = 12.75 } } },
                        new { orderId = "n2", orderedAt = "2010-11-20T10:00:00Z", lines = new[] { new { productId = "85123A", quantity = 6, unitPrice = 2.95 } } },
                    },
                },
            },
        });
        var score = answer.GetProperty("customers")[0];
        Assert.Equal(2, score.GetProperty("orders").GetInt32());
        Assert.InRange(score.GetProperty("purchase").GetProperty("probability").GetDouble(), .01, .99);
        Assert.Equal("model", score.GetProperty("purchase").GetProperty("basis").GetString());
        Assert.True(score.GetProperty("value").GetProperty("expected").GetDouble() > 0);
        var reasons = score.GetProperty("purchase").GetProperty("reasons").EnumerateArray().ToList();
        Assert.True(reasons.Count > 5);
        Assert.All(reasons, reason => Assert.EndsWith("the chance of buying again", reason.GetProperty("text").GetString(), StringComparison.Ordinal));
    }
}

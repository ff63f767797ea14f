using System.Net.Http.Json;
using System.Text.Json;
using Insight.LocalHost.Hosting;
using Insight.Testing;
using Insight.Training.Recommendations.Ranking;
using Microsoft.Extensions.Logging;

namespace Insight.Evaluation.Recommendations;

/// <summary>The same questions asked of a running LocalHost: a shop is created, a file dropped, a model trained, and recommendations asked for over HTTP.</summary>
internal static class HttpTrial
{
    private const string AdminKey = "the-admin-key-of-the-evaluation";
    private const int Batch = 500, Count = 20;

    /// <summary>HR@10, NDCG@10, HR@20, MRR@20 over the questions, each with one product that is right; and the algorithm that answered.</summary>
    /// <param name="file">What the shop drops: nothing of what is asked for.</param>
    /// <param name="questions">Bodies of requests, and the product that came next.</param>
    public static async Task<(string Algorithm, double[] Figures)> RunAsync(string file, RecommendationArguments arguments, IReadOnlyList<(object Request, string Target)> questions)
    {
        await using var app = await LocalHostApp.StartAsync(new LocalHostOptions
        {
            Port = 0, OwnStorage = true, InMemory = true, RunTimers = false, LogLevel = LogLevel.Warning, Settings = new Dictionary<string, string?> { ["Insight:AdminKey"] = AdminKey },
        });
        using var admin = Client(app.BaseAddress, AdminKey);
        var name = BenchShop.NewName();
        var created = await PostAsync(admin, "api/v1/shops", new { shop = name, currency = arguments.Currency, timeZone = arguments.Zone });
        using var shop = Client(app.BaseAddress, created.GetProperty("key").GetString()!); // the contract promises it
        var root = $"api/v1/shops/{name}";
        var upload = await PostAsync(shop, $"{root}/uploads", new { name = Path.GetFileName(file) });
        await using (var content = File.OpenRead(file))
        {
            using var put = new HttpRequestMessage(HttpMethod.Put, upload.GetProperty("uploadUrl").GetString()) { Content = new StreamContent(content) };
            put.Headers.Add("x-ms-blob-type", "BlockBlob");
            (await shop.SendAsync(put)).EnsureSuccessStatusCode();
        }

        var path = Uri.EscapeDataString(upload.GetProperty("path").GetString()!); // the contract promises it
        await UntilAsync("the receipt", async () => (await GetAsync(shop, $"{root}/ingestions?path={path}")).GetProperty("ingestions").EnumerateArray().Any(receipt => receipt.GetProperty("status").GetString() == "done"));
        var run = (await PostAsync(shop, $"{root}/training", new { models = (string[])["recommendations"] })).GetProperty("runId").GetString();
        await UntilAsync("the training", async () => (await GetAsync(shop, $"{root}/training/{run}")).GetProperty("status").GetString() == "done");
        var trained = (await GetAsync(shop, $"{root}/training/{run}")).GetProperty("models")[0];
        Console.WriteLine($"  {trained.GetProperty("algorithm").GetString()}: {trained.GetProperty("reason").GetString()}");
        await UntilAsync("the refresh", async () => (await GetAsync(shop, $"{root}/models")).GetProperty("models").EnumerateArray().Any() && await RefreshedAsync(shop, root));

        var ranked = new List<RankedTargets>();
        foreach (var batch in questions.Chunk(Batch))
        {
            var answers = (await PostAsync(shop, $"{root}/recommendations/batch", new { requests = batch.Select(question => question.Request) })).GetProperty("results");
            ranked.AddRange(batch.Zip(answers.EnumerateArray(), (question, answer) =>
            {
                var place = answer.GetProperty("items").EnumerateArray().ToList().FindIndex(item => item.GetProperty("productId").GetString() == question.Target);
                return new RankedTargets(place < 0 ? [] : [place + 1.0]);
            }));
        }

        return (trained.GetProperty("algorithm").GetString() ?? "none", [ranked.Average(r => r.Hit(10)), ranked.Average(r => r.Ndcg(10)), ranked.Average(r => r.Hit(Count)), ranked.Average(r => r.ReciprocalRank(Count))]);
    }

    private static async Task<bool> RefreshedAsync(HttpClient shop, string root)
    {
        var answer = await PostAsync(shop, $"{root}/recommendations", new { count = 1 });
        return answer.GetProperty("snapshot").ValueKind == JsonValueKind.String;
    }

    private static HttpClient Client(Uri root, string key) => new() { BaseAddress = root, Timeout = TimeSpan.FromMinutes(10), DefaultRequestHeaders = { { "x-api-key", key } } };

    private static async Task<JsonElement> GetAsync(HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>(path);

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object? body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadFromJsonAsync<JsonElement>()
            : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> done)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await done())
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(20))
            {
                throw new TimeoutException($"Waited 20 minutes for {what}.");
            }

            await Task.Delay(500);
        }
    }
}

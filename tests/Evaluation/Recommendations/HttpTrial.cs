using Insight.Ingestion;
using Insight.LocalHost.Client;
using Insight.LocalHost.Hosting;
using Insight.Registry;
using Insight.Testing;
using Insight.Training.Recommendations.Ranking;
using Insight.Training.Runs;
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
        using var client = await InsightClient.CreateShopAsync(app.BaseAddress, AdminKey, BenchShop.NewName(), arguments.Currency, arguments.Zone, default);
        var path = await client.UploadAsync(file, Path.GetFileName(file), default);
        await UntilAsync("the receipt", async () => (await client.ReceiptsAsync(path, default)).Any(receipt => receipt.Status == IngestionStatus.Done));
        var runId = await client.StartTrainingAsync(asOf: null, horizonDays: null, default, [ModelNames.Recommendations]);
        TrainingRun? run = null;
        await UntilAsync("the training", async () => (run = await client.RunAsync(runId, default)).Status is TrainingStatus.Done or TrainingStatus.Failed);
        var trained = run!.Models.Single(); // set by the wait, or it threw
        Console.WriteLine($"  {trained.Algorithm}: {trained.Reason}");

        // The refresh after the training brings the catalog, and customers their histories.
        await UntilAsync("the refresh", async () => (await client.RecommendAsync([new { count = 1 }], default))[0].Snapshot is not null);
        var ranked = new List<RankedTargets>();
        foreach (var batch in questions.Chunk(Batch))
        {
            var answers = await client.RecommendAsync(batch.Select(question => question.Request), default);
            ranked.AddRange(batch.Zip(answers, (question, answer) =>
            {
                var place = answer.Items.ToList().FindIndex(item => item.ProductId == question.Target);
                return new RankedTargets(place < 0 ? [] : [place + 1.0]);
            }));
        }

        return (trained.Algorithm ?? "none", [ranked.Average(r => r.Hit(10)), ranked.Average(r => r.Ndcg(10)), ranked.Average(r => r.Hit(Count)), ranked.Average(r => r.ReciprocalRank(Count))]);
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> done)
    {
        var limit = TimeSpan.FromMinutes(20);
        var started = TimeProvider.System.GetTimestamp();
        while (!await done())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"Waited {limit.TotalMinutes:0} minutes for {what}.");
            }

            await Task.Delay(500);
        }
    }
}

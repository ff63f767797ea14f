using System.Security.Cryptography;
using Insight.Ingestion;
using Insight.LocalHost.Client;
using Insight.LocalHost.Hosting;
using Insight.Refresh;
using Insight.Registry;
using Insight.Shops;
using Insight.Testing;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Ranking;
using Insight.Training.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Insight.Evaluation.Recommendations;

/// <summary>The questions of a test asked of a running LocalHost: a shop is created, a file dropped, a model trained, and recommendations asked for over HTTP.</summary>
/// <param name="Algorithm">What the shop chose by itself.</param>
/// <param name="Own">Its <see cref="RecommendationTrial.Figures"/>.</param>
/// <param name="Published">The same when the very model that was measured serves.</param>
internal sealed record HttpTrial(string Algorithm, double[] Own, double[] Published)
{
    private const string AdminKey = "the-admin-key-of-the-evaluation";
    private const int Batch = 500;

    /// <param name="before">What the shop drops before it trains: nothing of what is asked for.</param>
    /// <param name="since">What it drops afterwards, if anything: all that those asked about had done by then.</param>
    /// <param name="measured">Takes the place of what the shop trained.</param>
    public static async Task<HttpTrial> RunAsync(string before, string? since, RecommendationArguments arguments, IReadOnlyList<HttpQuestion> questions, ExportedRecommender measured)
    {
        await using var app = await LocalHostApp.StartAsync(new LocalHostOptions
        {
            Port = 0, OwnStorage = true, InMemory = true, RunTimers = false, LogLevel = LogLevel.Warning, Settings = new Dictionary<string, string?> { ["Insight:AdminKey"] = AdminKey },
        });
        using var client = await InsightClient.CreateShopAsync(app.BaseAddress, AdminKey, BenchShop.NewName(), arguments.Currency, arguments.Zone, default);
        await DropAsync(client, before);
        var runId = await client.StartTrainingAsync(asOf: null, horizonDays: null, default, [ModelNames.Recommendations]);
        TrainingRun? run = null;
        await UntilAsync("the training", async () => (run = await client.RunAsync(runId, default)).Status is TrainingStatus.Done or TrainingStatus.Failed);
        var trained = run!.Models.Single(); // set by the wait, or it threw
        Console.WriteLine($"  {trained.Algorithm}: {trained.Reason}");

        // The refresh after the training brings the catalog, and customers their histories.
        await UntilAsync("the refresh", async () => (await client.RecommendAsync([new { count = 1 }], default))[0].Snapshot is not null);
        if (since is not null)
        {
            await DropAsync(client, since);
            await RefreshAsync(app, client);
        }

        var own = await AskAsync(client, questions);
        var version = await PublishAsync(app.Services.GetRequiredService<ModelRegistry>(), ShopId.Parse(client.Shop), measured);

        // Some histories hold nothing that a model knows.
        await UntilAsync("the measured model", async () => (await client.RecommendAsync(questions.Take(Batch).Select(question => question.Request), default))
            .Any(answer => answer.Model.GetValueOrDefault(ModelNames.Recommendations) == version));
        return new HttpTrial(trained.Algorithm ?? "none", own, await AskAsync(client, questions));
    }

    private static async Task DropAsync(InsightClient client, string file)
    {
        var path = await client.UploadAsync(file, Path.GetFileName(file), default);
        await UntilAsync("the receipt", async () => (await client.ReceiptsAsync(path, default)).Any(receipt => receipt.Status == IngestionStatus.Done));
    }

    private static async Task RefreshAsync(LocalHostApp app, InsightClient client)
    {
        var snapshot = await SnapshotAsync();
        await app.Services.GetRequiredService<RefreshQueue>().EnqueueAsync(new RefreshMessage(client.Shop), default);
        await UntilAsync("the refresh", async () => await SnapshotAsync() != snapshot);

        async Task<string?> SnapshotAsync() => (await client.RecommendAsync([new { count = 1 }], default))[0].Snapshot;
    }

    private static async Task<double[]> AskAsync(InsightClient client, IReadOnlyList<HttpQuestion> questions)
    {
        var ranked = new List<RankedTargets>();
        foreach (var batch in questions.Chunk(Batch))
        {
            var answers = await client.RecommendAsync(batch.Select(question => question.Request), default);
            ranked.AddRange(batch.Zip(answers, (question, answer) =>
            {
                string[] found = [.. answer.Items.Select(item => item.ProductId)];
                return RankedTargets.Of([.. question.Targets.Select(target => Array.IndexOf(found, target) is >= 0 and var place ? place + 1 : double.PositiveInfinity)]);
            }));
        }

        return RecommendationTrial.Figures(ranked);
    }

    /// <summary>Makes a model the champion in the place of the one that the shop trained.</summary>
    private static async Task<string> PublishAsync(ModelRegistry registry, ShopId shop, ExportedRecommender measured)
    {
        var manifest = await registry.FindChampionAsync(shop, ModelNames.Recommendations) ?? throw new InvalidOperationException("The shop's training published no model.");
        manifest = manifest with
        {
            Version = "measured", Algorithm = measured.Algorithm, Basis = measured.Basis, SizeBytes = measured.Onnx.Length, Details = measured.Details,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(measured.Onnx)), ExplainerSha256 = Convert.ToHexStringLower(SHA256.HashData(measured.Index)),
        };
        await registry.PublishAsync(shop, manifest, measured.Onnx, measured.Index, promote: true);
        return manifest.Version;
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

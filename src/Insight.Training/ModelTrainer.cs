using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Insight.Drift;
using Insight.Registry;
using Insight.Shops;
using Insight.Training.Export;
using Insight.Training.Gates;
using Insight.Training.Recommendations;
using Insight.Training.Runs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Insight.Training;

/// <summary>Trains one model of one run: reads the lake, trains, stores the version, promotes it when it passed the gate, reports.</summary>
public sealed class ModelTrainer(
    ShopDirectory shops, ModelRegistry registry, DriftStore drift, TrainingRuns runs, CustomerTraining customers, RecommendationTraining recommendations, TimeProvider time,
    IOptions<TrainingOptions> options, ILogger<ModelTrainer> logger)
{
    /// <summary>
    /// What the function behind the queue <c>training</c> does with a message. Safe to repeat: a model that is done is left alone, and an interrupted one gives the same
    /// version again.
    /// </summary>
    /// <exception cref="ArgumentException">The message names no shop, run or model that exists.</exception>
    public async Task TrainAsync(TrainingMessage message, CancellationToken cancellationToken)
    {
        var shopId = ShopId.Parse(message.Shop);
        var run = await runs.FindAsync(shopId, message.RunId, cancellationToken).ConfigureAwait(false);
        if (run?.Models.SingleOrDefault(model => model.Model == message.Model) is not { } report)
        {
            throw new ArgumentException($"The message names the model '{message.Model}' of run '{message.RunId}' of shop '{message.Shop}', which was never started.", nameof(message));
        }

        if (report.Status == TrainingStatus.Done)
        {
            Log.AlreadyDone(logger, message.Model, message.RunId);
            await runs.CompleteAsync(shopId, message.RunId, cancellationToken).ConfigureAwait(false);
            return;
        }

        report = report with { Status = TrainingStatus.Running, StartedAt = time.GetUtcNow(), Reason = null };
        await runs.WriteAsync(shopId, message.RunId, report, cancellationToken).ConfigureAwait(false);
        try
        {
            report = await TrainAsync(shopId, message, run.CreatedAt, report, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await runs.WriteAsync(shopId, message.RunId, report with { Status = TrainingStatus.Failed, FinishedAt = time.GetUtcNow(), Reason = Told(e) }, cancellationToken)
                .ConfigureAwait(false);
            await runs.CompleteAsync(shopId, message.RunId, cancellationToken).ConfigureAwait(false);
            throw;
        }

        await runs.WriteAsync(shopId, message.RunId, report, cancellationToken).ConfigureAwait(false);
        await runs.CompleteAsync(shopId, message.RunId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a shop may read of a failure: its own words where they speak of the model, never a library's.</summary>
    private static string Told(Exception failure) => failure is ParityException
        ? failure.Message
        : $"Training failed ({failure.GetType().Name}); what served before goes on serving. The log has the details.";

    private async Task<ModelRun> TrainAsync(ShopId shopId, TrainingMessage message, DateTimeOffset runStarted, ModelRun report, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var shop = await shops.FindAsync(shopId, cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException($"There is no shop '{shopId}'.", nameof(message));
        var settings = await shops.GetSettingsAsync(shopId, cancellationToken).ConfigureAwait(false);
        var horizonDays = message.HorizonDays ?? settings.HorizonDays;
        var champion = message.Publish ? await FindChampionAsync(shopId, message.Model, cancellationToken).ConfigureAwait(false) : null;
        var search = TimeSpan.FromSeconds(settings.TrainingBudget.SearchSeconds);
        var (trained, data) = message.Model == ModelNames.Recommendations
            ? await recommendations.TrainAsync(shop, message.AsOf, champion, search, cancellationToken).ConfigureAwait(false)
            : await customers.TrainAsync(shop, message.Model, message.AsOf, horizonDays, champion, search, cancellationToken).ConfigureAwait(false);

        string? version = null;
        if (trained.Onnx is { } onnx && data is not null)
        {
            var manifest = Describe(message, runStarted, horizonDays, trained, data, onnx, time.GetElapsedTime(started));
            if (data.Population is { } population)
            {
                await drift.WriteAsync(shopId, message.Model, manifest.Version, population, cancellationToken).ConfigureAwait(false);
            }

            await registry.PublishAsync(shopId, manifest, onnx, trained.Explainer, message.Publish && trained.Verdict.Promotes, cancellationToken).ConfigureAwait(false);
            version = manifest.Version;
        }

        var decision = message.Publish || version is null ? trained.Verdict.Name : "backtest";
        Log.Trained(logger, message.Model, message.Shop, message.RunId, trained.Algorithm, decision, time.GetElapsedTime(started).TotalSeconds, trained.Verdict.Reason);
        return report with
        {
            Status = TrainingStatus.Done, Version = version, Algorithm = trained.Algorithm, Candidates = trained.Candidates,
            Decision = decision, Reason = trained.Verdict.Reason, FinishedAt = time.GetUtcNow(),
        };
    }

    private async Task<Champion?> FindChampionAsync(ShopId shop, string model, CancellationToken cancellationToken)
    {
        if (await registry.FindChampionAsync(shop, model, cancellationToken).ConfigureAwait(false) is not { } manifest)
        {
            return null;
        }

        try
        {
            return new Champion(manifest, await registry.ReadModelAsync(shop, model, manifest.Version, cancellationToken).ConfigureAwait(false));
        }
        catch (ModelRefusedException)
        {
            return null; // what cannot serve cannot be defended
        }
    }

    private ModelManifest Describe(
        TrainingMessage message, DateTimeOffset runStarted, int horizonDays, TrainedModel trained, TrainedOn data, byte[] onnx, TimeSpan duration)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(onnx));
        return new ModelManifest
        {
            Model = message.Model,
            Version = runStarted.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "-" + sha[..8],
            Algorithm = trained.Algorithm,
            Basis = trained.Basis,
            Snapshot = data.Snapshot,
            AsOf = data.AsOf,
            HorizonDays = horizonDays,
            RunId = message.RunId,
            Features = data.Features,
            FeatureHash = data.FeatureHash,
            Candidates = trained.Candidates,
            Seed = options.Value.Seed,
            DurationSeconds = duration.TotalSeconds,
            TrainedAt = time.GetUtcNow(),
            SizeBytes = onnx.Length,
            Sha256 = sha,
            ExplainerSha256 = trained.Explainer is { } explainer ? Convert.ToHexStringLower(SHA256.HashData(explainer)) : null,
            Golden = data.Golden,
            Details = new Dictionary<string, JsonElement>([.. trained.Details, .. data.Details])
            {
                ["decision"] = JsonSerializer.SerializeToElement(trained.Verdict.Name),
                ["reason"] = JsonSerializer.SerializeToElement(trained.Verdict.Reason),
            },
        };
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Insight.Drift;
using Insight.Features;
using Insight.Lake;
using Insight.Registry;
using Insight.Shops;
using Insight.Training.CustomerValue;
using Insight.Training.Data;
using Insight.Training.Export;
using Insight.Training.Gates;
using Insight.Training.Purchase;
using Insight.Training.Runs;
using Insight.Training.Segments;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Insight.Training;

/// <summary>Trains one model of one run: reads the lake, trains, stores the version, promotes it when it passed the gate, reports.</summary>
public sealed class ModelTrainer(
    ShopDirectory shops, ShopLake lake, ModelRegistry registry, DriftStore drift, TrainingRuns runs, TimeProvider time, IOptions<TrainingOptions> options, ILogger<ModelTrainer> logger)
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
        var (input, snapshot, seen, orders) = await ReadAsync(shop, message.AsOf, horizonDays, champion, cancellationToken).ConfigureAwait(false);
        input = input is null ? null : input with { SearchTime = TimeSpan.FromSeconds(settings.TrainingBudget.SearchSeconds), Time = time };
        var trained = input is null ? TrainedModel.None("The lake holds no order of a known customer.") : Train(message.Model, input, cancellationToken);

        string? version = null;
        if (trained.Onnx is { } onnx && input is not null)
        {
            var known = input.RowsAt(input.Schedule.AsOf).Features;
            var manifest = Describe(message, runStarted, input, snapshot, seen, orders, trained, onnx, time.GetElapsedTime(started));
            var population = PopulationSketch.Of(known, GraphScorer.Run(onnx, known));
            await drift.WriteAsync(shopId, message.Model, manifest.Version, population, cancellationToken).ConfigureAwait(false);
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

    private static TrainedModel Train(string model, TrainingInput input, CancellationToken cancellationToken) => model switch
    {
        ModelNames.Segments => SegmentTrainer.Train(input, cancellationToken),
        ModelNames.Purchase => PurchaseTrainer.Train(input, cancellationToken),
        ModelNames.Value => ValueTrainer.Train(input, cancellationToken),
        ModelNames.Recommendations => TrainedModel.None("No trainer of recommendations is there yet; what is popular is recommended."),
        _ => throw new ArgumentException($"'{model}' is not a model: expected one of {string.Join(", ", ModelNames.All)}.", nameof(model)),
    };

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

    /// <summary>All histories, with what came after asOf too: in a backtest the test looks at it.</summary>
    private async Task<(TrainingInput? Input, string Snapshot, int Customers, long Orders)> ReadAsync(
        Shop shop, DateTimeOffset? asOf, int horizonDays, Champion? champion, CancellationToken cancellationToken)
    {
        var reader = await lake.OpenAsync(shop, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var end = await reader.DataCutoffAsync(cancellationToken).ConfigureAwait(false);
            var sample = new HistorySample(options.Value.MaxCustomers);
            DateOnly? first = null;
            await foreach (var history in reader.ReadHistoriesAsync(null, cancellationToken).ConfigureAwait(false))
            {
                foreach (var order in history.Orders.Where(order => order.IsPurchase).Take(1))
                {
                    first = first is { } earliest && earliest < order.Day ? earliest : order.Day;
                }

                sample.Add(history);
            }

            if (end is not { } last || first is not { } start)
            {
                return (null, reader.Snapshot.Id, 0, 0);
            }

            var lastDay = LastFullDay(shop, last);
            var day = asOf is { } at && LastFullDay(shop, Cutoff.AtInstant(shop, at)) is { } chosen && chosen < lastDay ? chosen : lastDay;
            var input = new TrainingInput
            {
                Shop = shop, Histories = sample.ToList(), Schedule = TrainingSchedule.Plan(start, lastDay, day, horizonDays), Options = options.Value, Champion = champion,
            };
            return (input, reader.Snapshot.Id, sample.Seen, TrainedData.OrdersOf(reader.Snapshot));
        }
    }

    /// <summary>Cutoffs are ends of days; an instant within a day knows the day before completely.</summary>
    private static DateOnly LastFullDay(Shop shop, Cutoff cutoff) => cutoff.At >= shop.EndOf(cutoff.Day) ? cutoff.Day : cutoff.Day.AddDays(-1);

    private ModelManifest Describe(
        TrainingMessage message, DateTimeOffset runStarted, TrainingInput input, string snapshot, int seen, long orders, TrainedModel trained, byte[] onnx, TimeSpan duration)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(onnx));
        return new ModelManifest
        {
            Model = message.Model,
            Version = runStarted.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "-" + sha[..8],
            Algorithm = trained.Algorithm,
            Basis = trained.Basis,
            Snapshot = snapshot,
            AsOf = input.Shop.EndOf(input.Schedule.AsOf),
            HorizonDays = input.HorizonDays,
            RunId = message.RunId,
            Features = FeatureVector.Names,
            FeatureHash = FeatureVector.Hash,
            Candidates = trained.Candidates,
            Seed = input.Options.Seed,
            DurationSeconds = duration.TotalSeconds,
            TrainedAt = time.GetUtcNow(),
            SizeBytes = onnx.Length,
            Sha256 = sha,
            ExplainerSha256 = trained.Explainer is { } explainer ? Convert.ToHexStringLower(SHA256.HashData(explainer)) : null,
            Golden = GoldenRows.Of(onnx, input.Histories, Cutoff.EndOf(input.Shop, input.Schedule.AsOf)),
            Details = new Dictionary<string, JsonElement>(trained.Details)
            {
                ["decision"] = JsonSerializer.SerializeToElement(trained.Verdict.Name),
                ["reason"] = JsonSerializer.SerializeToElement(trained.Verdict.Reason),
                ["schedule"] = JsonSerializer.SerializeToElement(input.Schedule, JsonSerializerOptions.Web),
                [TrainedData.Detail] = JsonSerializer.SerializeToElement(orders),
                ["customers"] = JsonSerializer.SerializeToElement(new { seen, used = input.Histories.Count }),
            },
        };
    }
}

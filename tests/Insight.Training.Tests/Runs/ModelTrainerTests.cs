using Insight.Recommendations;
using Insight.Registry;
using Insight.Scoring;
using Insight.Testing;
using Insight.Training.Runs;

namespace Insight.Training.Tests.Runs;

[Collection(AzuriteCollection.Name)]
public sealed class ModelTrainerTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Run_PublishesEveryModel_ThenRefreshesOnce()
    {
        await using var bench = await TrainingBench.CreateAsync(azurite);
        await bench.DropSampleAsync(customers: 400, days: 420);
        var runId = await bench.Runs.StartAsync(bench.Shop.Id, new TrainingRequest { HorizonDays = 60 });
        Assert.Equal(TrainingStatus.Queued, (await bench.Runs.FindAsync(bench.Shop.Id, runId))!.Status);

        var messages = await bench.WorkOffAsync();

        Assert.Equal(ModelNames.All, messages.Select(message => message.Model));
        var run = (await bench.Runs.FindAsync(bench.Shop.Id, runId))!;
        Assert.Equal(TrainingStatus.Done, run.Status);
        foreach (var model in run.Models)
        {
            var champion = (await bench.Registry.FindChampionAsync(bench.Shop.Id, model.Model))!;
            Assert.Equal(model.Version, champion.Version);
            Assert.NotEmpty(model.Candidates);
            Assert.NotEmpty(model.Reason!);
            Assert.Equal(60, champion.HorizonDays);
            var onnx = await bench.Registry.ReadModelAsync(bench.Shop.Id, model.Model, champion.Version);
            var explainer = await bench.Registry.ReadExplainerAsync(bench.Shop.Id, champion);
            Assert.Equal(model.Model != ModelNames.Segments, explainer is not null);
            Assert.Equal(model.Algorithm, champion.Algorithm);
            using IDisposable loaded = model.Model == ModelNames.Recommendations ? RecommendationModel.Load(champion, onnx, explainer) : OnnxModel.Load(champion, onnx);
        }

        var refresh = Assert.Single(await bench.RefreshesAsync());
        Assert.Null(refresh.RunId);

        // Delivered twice: nothing is trained, changed or refreshed again.
        foreach (var message in messages)
        {
            await bench.Get<ModelTrainer>().TrainAsync(message, CancellationToken.None);
        }

        Assert.Equivalent(run, await bench.Runs.FindAsync(bench.Shop.Id, runId), strict: true);
        Assert.Empty(await bench.RefreshesAsync());
    }

    [SkippableFact]
    public async Task SecondRun_OnTheSameData_ReplacesOnlyByItsOwnRecipe()
    {
        await using var bench = await TrainingBench.CreateAsync(azurite);
        await bench.DropSampleAsync(customers: 400, days: 420);
        await bench.Runs.StartAsync(bench.Shop.Id, new TrainingRequest { HorizonDays = 60, Models = [ModelNames.Purchase] });
        await bench.WorkOffAsync();
        var first = (await bench.Registry.FindChampionAsync(bench.Shop.Id, ModelNames.Purchase))!;
        bench.Time.Advance(TimeSpan.FromHours(1));

        var runId = await bench.Runs.StartAsync(bench.Shop.Id, new TrainingRequest { HorizonDays = 60, Models = [ModelNames.Purchase] });
        await bench.WorkOffAsync();

        var report = (await bench.Runs.FindAsync(bench.Shop.Id, runId))!.Models.Single();
        var second = (await bench.Registry.FindChampionAsync(bench.Shop.Id, ModelNames.Purchase))!;
        Assert.Equal(report.Decision == "champion kept" ? first.Version : report.Version, second.Version);
        Assert.Equal(first.Sha256, second.Sha256);
    }

    [SkippableFact]
    public async Task Backtest_LeavesTheChampionAlone_AndAsksForItsOwnExport()
    {
        var path = TestData.Path("online_retail/online_retail_2009_2010.csv.gz");
        await using var bench = await TrainingBench.CreateAsync(azurite);
        await bench.DropAsync(Path.GetFileName(path), await File.ReadAllBytesAsync(path));
        var asOf = bench.Shop.EndOf(new DateOnly(2010, 8, 31));
        var runId = await bench.Runs.StartAsync(bench.Shop.Id, new TrainingRequest { AsOf = asOf, HorizonDays = 90, Models = ModelNames.OfCustomers });

        await bench.WorkOffAsync();

        var run = (await bench.Runs.FindAsync(bench.Shop.Id, runId))!;
        Assert.All(run.Models, model => Assert.Equal((TrainingStatus.Done, "backtest"), (model.Status, model.Decision)));
        var purchase = run.Models.Single(model => model.Model == ModelNames.Purchase);
        var metrics = purchase.Candidates.Single(candidate => candidate.Algorithm == purchase.Algorithm).Metrics;
        Assert.True(metrics["auc"].Value >= 0.730 && metrics["maeOrders"].Value <= 0.91, $"AUC {metrics["auc"].Value}, MAE {metrics["maeOrders"].Value}");
        Assert.Equal(3_321, metrics["customers"].Value, 30.0);
        Assert.Empty((await bench.Registry.ReadChampionsAsync(bench.Shop.Id)).Models);
        var stored = await bench.Registry.FindRunModelsAsync(bench.Shop.Id, runId);
        Assert.Equal(ModelNames.OfCustomers.Order(), stored.Keys);
        Assert.All(stored.Values, manifest => Assert.Equal(asOf, manifest.AsOf));
        var refresh = Assert.Single(await bench.RefreshesAsync());
        Assert.Equal((runId, asOf), (refresh.RunId, refresh.AsOf));
    }

    [SkippableFact]
    public async Task EmptyLake_IsDoneWithoutAVersion()
    {
        await using var bench = await TrainingBench.CreateAsync(azurite);
        var runId = await bench.Runs.StartAsync(bench.Shop.Id, new TrainingRequest());
        await bench.WorkOffAsync();
        var run = (await bench.Runs.FindAsync(bench.Shop.Id, runId))!;
        Assert.Equal(TrainingStatus.Done, run.Status);
        Assert.All(run.Models, model => Assert.Null(model.Version));
        Assert.All(run.Models, model => Assert.Contains("no order", model.Reason, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task ShortHistory_IsAnsweredByABaseline_AndSaysSo()
    {
        await using var bench = await TrainingBench.CreateAsync(azurite);
        await bench.DropSampleAsync(customers: 60, days: 70);
        var runId = await bench.Runs.StartAsync(bench.Shop.Id, new TrainingRequest());
        await bench.WorkOffAsync();
        var run = (await bench.Runs.FindAsync(bench.Shop.Id, runId))!;
        Assert.Equal("nothing published", run.Models.Single(model => model.Model == ModelNames.Recommendations).Decision);
        foreach (var model in run.Models.Where(model => model.Model is ModelNames.Purchase or ModelNames.Value))
        {
            Assert.Equal("published without a test", model.Decision);
            Assert.Equal("baseline", (await bench.Registry.FindChampionAsync(bench.Shop.Id, model.Model))!.Basis);
        }
    }

    [SkippableFact]
    public async Task StartAsync_SameIdempotencyKey_IsTheSameRun()
    {
        await using var bench = await TrainingBench.CreateAsync(azurite);
        var request = new TrainingRequest { IdempotencyKey = "monday", Models = [ModelNames.Segments] };
        var first = await bench.Runs.StartAsync(bench.Shop.Id, request);
        Assert.Equal(first, await bench.Runs.StartAsync(bench.Shop.Id, request));
        Assert.Single(await bench.Runs.ListAsync(bench.Shop.Id, 10));
        Assert.NotEqual(first, await bench.Runs.StartAsync(bench.Shop.Id, request with { IdempotencyKey = "tuesday" }));
    }

    [SkippableFact]
    public async Task UnknownRunModelOrHorizon_IsRefused()
    {
        await using var bench = await TrainingBench.CreateAsync(azurite);
        var never = new TrainingMessage(bench.Shop.Id.Value, "never", ModelNames.Value, null, null, true);
        Assert.Contains("never", (await Assert.ThrowsAsync<ArgumentException>(() => bench.Get<ModelTrainer>().TrainAsync(never, default))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Runs.StartAsync(bench.Shop.Id, new TrainingRequest { Models = ["weather"] }));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Runs.StartAsync(bench.Shop.Id, new TrainingRequest { HorizonDays = 3 }));
        Assert.Null(await bench.Runs.FindAsync(bench.Shop.Id, "never"));
    }
}

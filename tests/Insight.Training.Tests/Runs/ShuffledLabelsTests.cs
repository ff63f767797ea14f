using Insight.Registry;
using Insight.Storage;
using Insight.Testing;
using Insight.Training.Runs;

namespace Insight.Training.Tests.Runs;

/// <summary>What learns from labels that mean nothing is refused, and what serves stays what it was to the byte.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class ShuffledLabelsTests(AzuriteFixture azurite)
{
    private const int Customers = 400, Days = 420;

    [SkippableTheory]
    [InlineData(ModelNames.Purchase)]
    [InlineData(ModelNames.Value)]
    public async Task Run_OnShuffledLabels_TheChampionStays(string model)
    {
        await using var honest = await TrainingBench.CreateAsync(azurite);
        await honest.DropSampleAsync(Customers, Days);
        var learnt = await TrainAsync(honest, model);
        Assert.True(learnt.Decision == "published", $"{learnt.Decision}: {learnt.Reason}");
        var champion = (await honest.Registry.FindChampionAsync(honest.Shop.Id, model))!; // published above
        var onnx = await honest.Registry.ReadModelAsync(honest.Shop.Id, model, champion.Version);

        await using var shuffled = await TrainingBench.CreateAsync(azurite);
        await shuffled.DropSampleAsync(Customers, Days, shuffled: true);
        await shuffled.Registry.PublishAsync(shuffled.Shop.Id, champion, onnx, promote: true);
        shuffled.Time.Advance(TimeSpan.FromHours(1));
        var before = await PointerAsync(shuffled);

        var report = await TrainAsync(shuffled, model);

        Assert.True(report.Decision == "champion kept", $"{report.Decision}: {report.Reason}");
        Assert.Contains("does not beat the baseline", report.Reason, StringComparison.Ordinal);
        Assert.Equal(before, await PointerAsync(shuffled));
        var serving = (await shuffled.Registry.FindChampionAsync(shuffled.Shop.Id, model))!; // published above
        Assert.Equal(champion.Sha256, serving.Sha256);
        Assert.NotEqual(report.Version, serving.Version);
    }

    private static async Task<ModelRun> TrainAsync(TrainingBench bench, string model)
    {
        var runId = await bench.Runs.StartAsync(bench.Shop.Id, new TrainingRequest { HorizonDays = 60, Models = [model] });
        await bench.WorkOffAsync();
        return (await bench.Runs.FindAsync(bench.Shop.Id, runId))!.Models.Single(); // started above
    }

    private static async Task<(string ETag, string Content)> PointerAsync(TrainingBench bench)
    {
        var blob = (await bench.Get<InsightStorage>().Container(Names.Containers.Models).GetBlobClient($"{bench.Shop.Id}/champions.json").DownloadContentAsync()).Value;
        return (blob.Details.ETag.ToString(), blob.Content.ToString());
    }
}

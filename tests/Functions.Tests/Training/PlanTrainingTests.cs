using Insight.Functions.Tests.Http;
using Insight.Lake;
using Insight.Shops;
using Insight.Testing;
using Insight.Training.Planning;
using Insight.Training.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Functions.Tests.Training;

[Collection(AzuriteCollection.Name)]
public sealed class PlanTrainingTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    [SkippableFact]
    public async Task NewData_AreTrainedOnOnceADay_AndScoredInBetween()
    {
        await using var api = await ApiServer.StartAsync(azurite, configure: services => services.AddSingleton<TimeProvider>(_clock));
        var id = ShopId.Parse((await api.CreateShopAsync()).Shop);
        var shop = (await api.Services.GetRequiredService<ShopDirectory>().FindAsync(id))!;
        var planner = api.Services.GetRequiredService<TrainingPlanner>();

        Assert.Equal(PlanStep.Nothing, (await planner.PlanAsync(shop, CancellationToken.None)).Step);
        await CommitAsync(1);
        Assert.Equal(PlanStep.Train, (await planner.PlanAsync(shop, CancellationToken.None)).Step);
        Assert.Equal(PlanStep.Nothing, (await planner.PlanAsync(shop, CancellationToken.None)).Step);
        _clock.Advance(TimeSpan.FromHours(1));
        await CommitAsync(2);
        Assert.Equal(PlanStep.Refresh, (await planner.PlanAsync(shop, CancellationToken.None)).Step);
        Assert.Equal(PlanStep.Nothing, (await planner.PlanAsync(shop, CancellationToken.None)).Step);
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(PlanStep.Train, (await planner.PlanAsync(shop, CancellationToken.None)).Step);
        Assert.Equal(PlanStep.Nothing, (await planner.PlanAsync(shop, CancellationToken.None)).Step);

        var runs = await api.Services.GetRequiredService<TrainingRuns>().ListAsync(id, 10);
        Assert.Equal(2, runs.Count);
        Assert.All(runs, run => Assert.True(run.Publish));
        Assert.Equal(["no model serves yet", "nothing was trained yet"], runs.Select(run => run.Trigger)); // the newest first

        async Task CommitAsync(long version)
        {
            var snapshots = api.Services.GetRequiredService<SnapshotStore>();
            var (_, etag) = await snapshots.ReadAsync(id, CancellationToken.None);
            await snapshots.CommitAsync(id, new LakeSnapshot { Version = version, Commit = version, CommittedAt = _clock.GetUtcNow(), Files = [] }, etag, CancellationToken.None);
        }
    }

    [SkippableFact]
    public async Task ChangedBudget_IsKept()
    {
        await using var api = await ApiServer.StartAsync(azurite, configure: services => services.AddSingleton<TimeProvider>(_clock));
        var id = ShopId.Parse((await api.CreateShopAsync()).Shop);
        var shops = api.Services.GetRequiredService<ShopDirectory>();
        await shops.PutSettingsAsync(id, new ShopSettings { TrainingBudget = new TrainingBudget { HoursBetweenRuns = 1 } }, null);
        var shop = (await shops.FindAsync(id))!;
        var (planner, snapshots) = (api.Services.GetRequiredService<TrainingPlanner>(), api.Services.GetRequiredService<SnapshotStore>());

        await snapshots.CommitAsync(id, LakeSnapshot.Empty with { Version = 1 }, null, CancellationToken.None);
        Assert.Equal(PlanStep.Train, (await planner.PlanAsync(shop, CancellationToken.None)).Step);
        var (_, etag) = await snapshots.ReadAsync(id, CancellationToken.None);
        await snapshots.CommitAsync(id, LakeSnapshot.Empty with { Version = 2 }, etag, CancellationToken.None);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(PlanStep.Train, (await planner.PlanAsync(shop, CancellationToken.None)).Step);
    }
}

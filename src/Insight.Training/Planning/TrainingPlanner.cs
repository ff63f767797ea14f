using System.Globalization;
using Azure.Data.Tables;
using Insight.Lake;
using Insight.Profiles;
using Insight.Refresh;
using Insight.Registry;
using Insight.Shops;
using Insight.Storage;
using Insight.Training.Runs;

namespace Insight.Training.Planning;

/// <summary>
/// Decides which shops are trained or scored again. New data are trained on when the last training is as long ago as the shop's budget says;
/// until then they are only scored with the models there are. Repeating a round starts nothing twice.
/// </summary>
public sealed class TrainingPlanner(
    InsightStorage storage, ShopDirectory shops, ShopLake lake, ModelRegistry registry, RefreshPointers pointers, TrainingRuns runs, RefreshQueue refresh, TimeProvider time)
{
    private readonly TableClient _table = storage.Table(Names.Tables.TrainingRuns);

    /// <summary>Looks at every shop once.</summary>
    public async Task<PlanSummary> RunAsync(CancellationToken cancellationToken)
    {
        var steps = new List<PlanStep>();
        var failed = new List<(ShopId, Exception)>();
        foreach (var shop in await shops.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                steps.Add(await PlanAsync(shop, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One shop's trouble must not keep the others from being trained.
                failed.Add((shop.Id, e));
            }
        }

        return new PlanSummary(steps.Count(step => step == PlanStep.Train), steps.Count(step => step == PlanStep.Refresh), failed);
    }

    /// <summary>Looks at one shop, starts what is due and remembers it.</summary>
    public async Task<PlanStep> PlanAsync(Shop shop, CancellationToken cancellationToken)
    {
        var snapshot = await lake.ReadSnapshotAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        if (snapshot.Version == 0)
        {
            return PlanStep.Nothing;
        }

        var plan = await ReadAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        var budget = (await shops.GetSettingsAsync(shop.Id, cancellationToken).ConfigureAwait(false)).TrainingBudget;
        var now = time.GetUtcNow();
        var step = Decide(plan, snapshot.Version, now, TimeSpan.FromHours(budget.HoursBetweenRuns));
        switch (step)
        {
            case PlanStep.Train:
                // Under the snapshot's name, so that a round that died before it remembered this starts the same run.
                await runs.StartAsync(shop.Id, new TrainingRequest { IdempotencyKey = $"plan-{snapshot.Id}" }, cancellationToken).ConfigureAwait(false);
                (plan.TrainedSnapshot, plan.TrainedAt, plan.RefreshedSnapshot) = (snapshot.Version, now, snapshot.Version);
                break;
            case PlanStep.Refresh:
                await refresh.EnqueueAsync(new RefreshMessage(shop.Id.Value), cancellationToken).ConfigureAwait(false);
                plan.RefreshedSnapshot = snapshot.Version;
                break;
            default:
                return step;
        }

        await _table.UpsertEntityAsync(plan, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
        return step;
    }

    /// <summary>The rule by itself.</summary>
    internal static PlanStep Decide(PlanEntity plan, long snapshot, DateTimeOffset now, TimeSpan betweenRuns)
    {
        if (snapshot > plan.TrainedSnapshot && (plan.TrainedAt is not { } trainedAt || now - trainedAt >= betweenRuns))
        {
            return PlanStep.Train;
        }

        return snapshot > plan.RefreshedSnapshot ? PlanStep.Refresh : PlanStep.Nothing;
    }

    /// <summary>What was planned, and what was done without a plan: somebody may have asked for training or a refresh over HTTP.</summary>
    private async Task<PlanEntity> ReadAsync(ShopId shop, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<PlanEntity>(PlanEntity.PartitionOf(shop), PlanEntity.Row, cancellationToken: cancellationToken).ConfigureAwait(false);
        var plan = found.HasValue ? found.Value! : new PlanEntity { PartitionKey = PlanEntity.PartitionOf(shop) }; // HasValue says that Value is set
        foreach (var model in ModelNames.All)
        {
            if (await registry.FindChampionAsync(shop, model, cancellationToken).ConfigureAwait(false) is { } champion
                && (plan.TrainedAt is null || champion.TrainedAt > plan.TrainedAt))
            {
                plan.TrainedAt = champion.TrainedAt;
                plan.TrainedSnapshot = Math.Max(plan.TrainedSnapshot, VersionOf(champion.Snapshot));
            }
        }

        var pointer = await pointers.FindAsync(shop, cancellationToken: cancellationToken).ConfigureAwait(false);
        plan.RefreshedSnapshot = Math.Max(plan.RefreshedSnapshot, pointer?.SnapshotVersion ?? 0);
        return plan;
    }

    /// <summary><c>s12</c> → 12.</summary>
    private static long VersionOf(string snapshotId) =>
        snapshotId.StartsWith('s') && long.TryParse(snapshotId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}

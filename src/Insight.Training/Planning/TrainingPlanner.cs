using Azure.Data.Tables;
using Insight.Drift;
using Insight.Lake;
using Insight.Profiles;
using Insight.Refresh;
using Insight.Registry;
using Insight.Shops;
using Insight.Storage;
using Insight.Training.Runs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Insight.Training.Planning;

/// <summary>
/// Decides by <see cref="PlanRule"/> which shops are trained or scored again, says why in the log, in its row of the table and in the run report, and starts it. Repeating a round
/// starts nothing twice.
/// </summary>
public sealed class TrainingPlanner(
    InsightStorage storage, ShopDirectory shops, ShopLake lake, ModelRegistry registry, RefreshPointers pointers, DriftStore drift, TrainingRuns runs, RefreshQueue refresh,
    TimeProvider time, IOptions<PlanningOptions> options, ILogger<TrainingPlanner> logger)
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
                steps.Add((await PlanAsync(shop, cancellationToken).ConfigureAwait(false)).Step);
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
    public async Task<PlanDecision> PlanAsync(Shop shop, CancellationToken cancellationToken)
    {
        var snapshot = await lake.ReadSnapshotAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        if (snapshot.Version == 0)
        {
            return new PlanDecision(PlanStep.Nothing, "no data yet");
        }

        var (plan, champions) = await ReadAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        var budget = (await shops.GetSettingsAsync(shop.Id, cancellationToken).ConfigureAwait(false)).TrainingBudget;
        var report = await drift.FindAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        var (now, data) = (time.GetUtcNow(), TrainedData.Of(snapshot));
        var decision = PlanRule.Decide(
            plan, data, now, TimeSpan.FromHours(budget.HoursBetweenRuns), champions.Count,
            champions.Select(champion => report?.Find(champion.Model, champion.Version)).OfType<ModelDrift>(), options.Value);
        switch (decision.Step)
        {
            case PlanStep.Train:
                // Under the snapshot's name, so that a round that died before it remembered this starts the same run.
                var request = new TrainingRequest { IdempotencyKey = $"plan-{snapshot.Id}", Trigger = decision.Reason };
                await runs.StartAsync(shop.Id, request, cancellationToken).ConfigureAwait(false);
                (plan.TrainedSnapshot, plan.TrainedOrders, plan.TrainedAt, plan.RefreshedSnapshot) = (data.Snapshot, data.Orders, now, data.Snapshot);
                break;
            case PlanStep.Refresh:
                await refresh.EnqueueAsync(new RefreshMessage(shop.Id.Value), cancellationToken).ConfigureAwait(false);
                plan.RefreshedSnapshot = data.Snapshot;
                break;
            default:
                return decision;
        }

        plan.Reason = decision.Reason;
        await _table.UpsertEntityAsync(plan, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
        Log.Planned(logger, decision.Step, shop.Id.Value, decision.Reason);
        return decision;
    }

    /// <summary>What was planned, and what was done without a plan: somebody may have asked for training or a refresh over HTTP.</summary>
    private async Task<(PlanEntity Plan, IReadOnlyList<ModelManifest> Champions)> ReadAsync(ShopId shop, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<PlanEntity>(PlanEntity.PartitionOf(shop), PlanEntity.Row, cancellationToken: cancellationToken).ConfigureAwait(false);
        var plan = found.HasValue ? found.Value! : new PlanEntity { PartitionKey = PlanEntity.PartitionOf(shop) }; // HasValue says that Value is set
        var champions = new List<ModelManifest>();
        foreach (var model in ModelNames.All)
        {
            if (await registry.FindChampionAsync(shop, model, cancellationToken).ConfigureAwait(false) is not { } champion)
            {
                continue;
            }

            champions.Add(champion);
            var trained = TrainedData.Of(champion);
            if (trained.Snapshot > plan.TrainedSnapshot)
            {
                (plan.TrainedSnapshot, plan.TrainedOrders) = (trained.Snapshot, trained.Orders);
            }

            plan.TrainedAt = plan.TrainedAt is { } planned && planned >= champion.TrainedAt ? planned : champion.TrainedAt;
        }

        var pointer = await pointers.FindAsync(shop, cancellationToken: cancellationToken).ConfigureAwait(false);
        plan.RefreshedSnapshot = Math.Max(plan.RefreshedSnapshot, pointer?.SnapshotVersion ?? 0);
        return (plan, champions);
    }
}

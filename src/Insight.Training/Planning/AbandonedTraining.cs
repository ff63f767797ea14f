using Insight.Registry;
using Insight.Shops;
using Insight.Training.Runs;

namespace Insight.Training.Planning;

/// <summary>Closes the reports of runs whose messages the platform gave up, so that nobody waits for them.</summary>
public sealed class AbandonedTraining(TrainingRuns runs, TimeProvider time)
{
    /// <summary>Ends one model of a run as failed, unless it is done after all; the run goes on with its other models.</summary>
    public async Task FailAsync(TrainingMessage message, string reason, CancellationToken cancellationToken)
    {
        var shop = ShopId.Parse(message.Shop);
        var run = await runs.FindAsync(shop, message.RunId, cancellationToken).ConfigureAwait(false);
        if (run?.Models.FirstOrDefault(model => model.Model == message.Model) is not { } model || model.Status == TrainingStatus.Done)
        {
            return;
        }

        var failed = model with { Status = TrainingStatus.Failed, Reason = reason, FinishedAt = time.GetUtcNow() };
        await runs.WriteAsync(shop, message.RunId, failed, cancellationToken).ConfigureAwait(false);
        await runs.CompleteAsync(shop, message.RunId, cancellationToken).ConfigureAwait(false);
    }
}

using Insight.Training.Planning;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Insight.Functions.Training;

/// <summary>Every quarter of an hour: shops with new data get fresh scores, or a training run where these ask for it. Only enqueues.</summary>
public sealed class PlanTrainingFunction(TrainingPlanner planner, ILogger<PlanTrainingFunction> logger)
{
    [Function("PlanTraining")]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var (runs, refreshes, failed) = await planner.RunAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (shop, error) in failed)
        {
            Log.PlanFailed(logger, error, shop.Value);
        }

        if (runs + refreshes > 0)
        {
            Log.Planned(logger, runs, refreshes);
        }
    }
}

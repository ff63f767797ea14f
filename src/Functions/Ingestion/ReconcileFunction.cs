using Insight.Ingestion;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Insight.Functions.Ingestion;

/// <summary>Every ten minutes: uploads whose trigger was lost, or whose worker died, are ingested after all.</summary>
public sealed class ReconcileFunction(Reconciler reconciler, ILogger<ReconcileFunction> logger)
{
    [Function("Reconcile")]
    public async Task RunAsync([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var count = await reconciler.RunAsync(cancellationToken).ConfigureAwait(false);
        if (count > 0)
        {
            Log.Reconciled(logger, count);
        }
    }
}

using Insight.Ingestion;
using Insight.Shops;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Ingestion;

/// <summary>Every hour: each shop's lake is looked after. Only enqueues.</summary>
public sealed class PlanLakeWorkFunction(ShopDirectory shops, LakeWorkQueue queue)
{
    [Function("PlanLakeWork")]
    public async Task RunAsync([TimerTrigger("0 40 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        foreach (var shop in await shops.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            await queue.TidyAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        }
    }
}

using Insight.Refresh;
using Insight.Reports;
using Insight.Shops;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Insight.Functions.Training;

/// <summary>Scores every customer of a shop and makes the report of the result. A backtest is only exported.</summary>
public sealed class RefreshProfilesFunction(ShopDirectory shops, ProfileRefresher refresher, ReportService reports, ILogger<RefreshProfilesFunction> logger)
{
    [Function("RefreshProfiles")]
    public async Task RunAsync([QueueTrigger("refresh-profiles")] RefreshMessage message, CancellationToken cancellationToken)
    {
        if (await shops.FindAsync(ShopId.Parse(message.Shop), cancellationToken).ConfigureAwait(false) is not { } shop)
        {
            Log.ShopGone(logger, "refresh-profiles", message.Shop);
            return;
        }

        var summary = await refresher.RefreshAsync(shop, message.RunId, message.AsOf, cancellationToken).ConfigureAwait(false);
        Log.Refreshed(logger, message.Shop, summary.Pointer.Customers, summary.Written, summary.Unchanged, summary.Removed);
        if (message.RunId is null)
        {
            await reports.BuildAsync(shop, cancellationToken).ConfigureAwait(false);
        }
    }
}

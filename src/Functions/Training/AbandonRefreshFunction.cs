using Insight.Refresh;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Insight.Functions.Training;

/// <summary>A refresh that the host gave up is logged; the profiles of the last one go on being answered, and the next data or training start another.</summary>
public sealed class AbandonRefreshFunction(ILogger<AbandonRefreshFunction> logger)
{
    [Function("AbandonRefresh")]
    public void Run([QueueTrigger("refresh-profiles-poison")] RefreshMessage message) => Log.RefreshAbandoned(logger, message.Shop, message.RunId);
}

using Insight.Shops;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Operations;

/// <summary>Opens the connections to storage before an instance gets its first request.</summary>
public sealed class WarmupFunction(ShopDirectory shops)
{
    [Function("Warmup")]
    public Task RunAsync([WarmupTrigger] object warmup, CancellationToken cancellationToken) => shops.ListAsync(cancellationToken);
}

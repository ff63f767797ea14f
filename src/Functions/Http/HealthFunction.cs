using Insight.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>For load balancers and people: does the process run, and can it reach its storage.</summary>
public sealed class HealthFunction(ApiCall api, InsightStorage storage)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Function("HealthLive")]
    [ApiOperation("The process runs.", ApiAccess.Open, Answer = typeof(HealthAnswer))]
    public IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        ApiResults.Json(new HealthAnswer("live"));

    [Function("HealthReady")]
    [ApiOperation("Blobs, queues and tables answer; 503 when they do not.", ApiAccess.Open, Answer = typeof(HealthAnswer))]
    public Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request,
        CancellationToken cancellationToken) =>
        api.RunOpenAsync(
            request,
            async () =>
            {
                var blobs = storage.Container(Names.Containers.Uploads).ExistsAsync(cancellationToken);
                var queue = storage.Queue(Names.Queues.Training).ExistsAsync(cancellationToken);
                var table = storage.Table(Names.Tables.Shops).GetEntityIfExistsAsync<Azure.Data.Tables.TableEntity>("health", "ready", cancellationToken: cancellationToken);
                await Task.WhenAll(blobs, queue, table).WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
                return ApiResults.Json(new HealthAnswer("ready"));
            },
            cancellationToken);
}

using Insight.Storage;
using Microsoft.Extensions.Hosting;

namespace Insight.Functions.Operations;

/// <summary>Creates missing containers, queues and tables before the first function runs.</summary>
internal sealed class StorageStart(InsightStorage storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => storage.EnsureCreatedAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using System.Text.Json;
using Insight.Storage;

namespace Insight.Refresh;

/// <summary>Asks for a refresh; an instance that reads the queue does it.</summary>
public sealed class RefreshQueue(InsightStorage storage)
{
    public Task EnqueueAsync(RefreshMessage message, CancellationToken cancellationToken) =>
        storage.Queue(Names.Queues.RefreshProfiles).SendMessageAsync(JsonSerializer.Serialize(message, JsonSerializerOptions.Web), cancellationToken);
}

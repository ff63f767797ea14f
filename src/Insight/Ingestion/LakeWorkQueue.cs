using System.Text.Json;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Ingestion;

/// <summary>Asks for work on a shop's lake.</summary>
public sealed class LakeWorkQueue(InsightStorage storage)
{
    public Task RetryAsync(ShopId shop, string ingestionId, CancellationToken cancellationToken) => SendAsync(new LakeWorkMessage(shop.Value, ingestionId), cancellationToken);

    public Task TidyAsync(ShopId shop, CancellationToken cancellationToken) => SendAsync(new LakeWorkMessage(shop.Value), cancellationToken);

    private Task SendAsync(LakeWorkMessage message, CancellationToken cancellationToken) =>
        storage.Queue(Names.Queues.LakeWork).SendMessageAsync(JsonSerializer.Serialize(message, JsonSerializerOptions.Web), cancellationToken);
}

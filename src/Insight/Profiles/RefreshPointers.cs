using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Insight.Registry;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Profiles;

/// <summary>Reads and replaces the documents that say which refresh is the last.</summary>
public sealed class RefreshPointers(InsightStorage storage, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private const int Attempts = 10;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly ConcurrentDictionary<ShopId, (RefreshPointer? Pointer, long At)> _recent = new();
    private readonly BlobStore _models = new(storage.Container(Names.Containers.Models));
    private readonly BlobStore _exports = new(storage.Container(Names.Containers.Exports));

    /// <param name="runId">A backtest's; null for the shop's own.</param>
    /// <returns>Null before the first refresh.</returns>
    public async Task<RefreshPointer?> FindAsync(ShopId shop, string? runId = null, CancellationToken cancellationToken = default) =>
        (await ReadAsync(shop, runId, cancellationToken).ConfigureAwait(false)).Pointer;

    /// <summary>The shop's own, as it was within the last seconds; a refresh in this process is seen at once.</summary>
    public async ValueTask<RefreshPointer?> FindRecentAsync(ShopId shop, CancellationToken cancellationToken = default)
    {
        if (_recent.TryGetValue(shop, out var recent) && time.GetElapsedTime(recent.At) < Lifetime)
        {
            return recent.Pointer;
        }

        var at = time.GetTimestamp();
        var pointer = await FindAsync(shop, cancellationToken: cancellationToken).ConfigureAwait(false);
        _recent[shop] = (pointer, at);
        return pointer;
    }

    /// <summary>Replaces the pointer, unless a refresh of a later snapshot was faster.</summary>
    internal async Task WriteAsync(ShopId shop, string? runId, RefreshPointer pointer, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (present, etag) = await ReadAsync(shop, runId, cancellationToken).ConfigureAwait(false);
            if (present?.SnapshotVersion > pointer.SnapshotVersion)
            {
                return;
            }

            var conditions = etag is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All };
            try
            {
                await Store(runId).WriteAsync(Path(shop, runId), BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(pointer, Json)), conditions, cancellationToken).ConfigureAwait(false);
                if (runId is null)
                {
                    _recent.TryRemove(shop, out _);
                }

                return;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412 && attempt < Attempts)
            {
                // Another refresh finished in between.
            }
        }
    }

    private async Task<(RefreshPointer? Pointer, ETag? ETag)> ReadAsync(ShopId shop, string? runId, CancellationToken cancellationToken)
    {
        var blob = await Store(runId).ReadAsync(Path(shop, runId), cancellationToken).ConfigureAwait(false);
        return blob is null ? (null, null) : (JsonSerializer.Deserialize<RefreshPointer>(blob.Content, Json), blob.Details.ETag);
    }

    private BlobStore Store(string? runId) => runId is null ? _models : _exports;

    private static string Path(ShopId shop, string? runId) => runId is null ? $"{shop}/refresh.json" : $"{shop}/runs/{ModelRegistry.Segment(runId)}/refresh.json";
}

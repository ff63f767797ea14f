using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using Azure;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Options;

namespace Insight.Recommendations;

/// <summary>
/// The catalogs of shops: <c>models/{shop}/catalog.json.gz</c>, of backtests <c>models/{shop}/runs/{runId}/catalog.json.gz</c>. Those asked for are kept in memory and their ETags polled, as
/// the pointer of a shop's models.
/// </summary>
public sealed class ProductCatalogs(InsightStorage storage, TimeProvider time, IOptions<ModelCacheOptions> options)
{
    private readonly ConcurrentDictionary<(ShopId Shop, string? Backtest), Kept> _kept = new();
    private readonly ConcurrentDictionary<(ShopId, string?), SemaphoreSlim> _gates = new();
    private readonly BlobStore _blobs = new(storage.Container(Names.Containers.Models));

    /// <summary>As it was within the last seconds; a refresh in this process is seen at once.</summary>
    /// <param name="runId">A backtest's; null for the shop's own.</param>
    /// <returns>Null before the first refresh, or the backtest's.</returns>
    public async ValueTask<ProductCatalog?> FindRecentAsync(ShopId shop, string? runId = null, CancellationToken cancellationToken = default)
    {
        var key = (shop, runId);
        if (Fresh(key) is { } fresh)
        {
            return fresh.Catalog;
        }

        // One looks, the others wait: a large catalog is not read by every request at once.
        var gate = _gates.GetOrAdd(key, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (Fresh(key) ?? await UpdateAsync(key, cancellationToken).ConfigureAwait(false)).Catalog;
        }
        finally
        {
            gate.Release();
            Evict(key);
        }
    }

    internal async Task WriteAsync(ShopId shop, string? runId, ProductCatalog catalog, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true);
        await using (zip.ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(zip, catalog, CatalogJson.Default.ProductCatalog, cancellationToken).ConfigureAwait(false);
        }

        await _blobs.WriteAsync(Path(shop, runId), BinaryData.FromBytes(bytes.GetBuffer().AsMemory(0, (int)bytes.Length)), null, cancellationToken).ConfigureAwait(false);
        _kept.TryRemove((shop, runId), out _);
    }

    private Kept? Fresh((ShopId, string?) key)
    {
        var now = time.GetTimestamp();
        if (!_kept.TryGetValue(key, out var kept) || time.GetElapsedTime(kept.CheckedAt, now) >= TimeSpan.FromSeconds(options.Value.PollSeconds))
        {
            return null;
        }

        kept.UsedAt = now;
        return kept;
    }

    private async Task<Kept> UpdateAsync((ShopId Shop, string? Backtest) key, CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp();
        var kept = _kept.GetValueOrDefault(key);
        var (catalog, etag) = (kept?.Catalog, kept?.ETag);
        try
        {
            if (kept is null || await _blobs.ReadETagAsync(Path(key.Shop, key.Backtest), cancellationToken).ConfigureAwait(false) != etag)
            {
                (catalog, etag) = await ReadAsync(key.Shop, key.Backtest, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RequestFailedException) when (kept is not null)
        {
            // What is known goes on while storage is away; the poll of the models says so in the log.
        }

        return _kept[key] = new Kept(catalog, etag, at) { UsedAt = at };
    }

    private async Task<(ProductCatalog? Catalog, ETag? ETag)> ReadAsync(ShopId shop, string? runId, CancellationToken cancellationToken)
    {
        if (await _blobs.ReadAsync(Path(shop, runId), cancellationToken).ConfigureAwait(false) is not { } blob)
        {
            return (null, null);
        }

        var zip = new GZipStream(blob.Content.ToStream(), CompressionMode.Decompress);
        await using (zip.ConfigureAwait(false))
        {
            return (await JsonSerializer.DeserializeAsync(zip, CatalogJson.Default.ProductCatalog, cancellationToken).ConfigureAwait(false), blob.Details.ETag);
        }
    }

    /// <summary>Forgets the catalogs that were asked for longest ago until the rest fits.</summary>
    private void Evict((ShopId, string?) keep)
    {
        var total = _kept.Values.Sum(kept => kept.Bytes);
        foreach (var (key, kept) in _kept.Where(pair => pair.Key != keep).OrderBy(pair => pair.Value.UsedAt).ToList())
        {
            if (total <= options.Value.MaxCatalogMegabytes * 1024L * 1024L)
            {
                return;
            }

            total -= kept.Bytes;
            _kept.TryRemove(new KeyValuePair<(ShopId, string?), Kept>(key, kept));
        }
    }

    private static string Path(ShopId shop, string? runId) => runId is null ? $"{shop}/catalog.json.gz" : $"{shop}/runs/{ModelRegistry.Segment(runId)}/catalog.json.gz";

    private sealed record Kept(ProductCatalog? Catalog, ETag? ETag, long CheckedAt)
    {
        private long _usedAt;

        public long UsedAt
        {
            get => Volatile.Read(ref _usedAt);
            set => Volatile.Write(ref _usedAt, value);
        }

        public long Bytes => Catalog?.Bytes ?? 0;
    }
}

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
/// The catalogs of shops: <c>models/{shop}/catalog.json.gz</c>, of backtests <c>models/{shop}/runs/{runId}/catalog.json.gz</c>. A shop's own is kept in memory and its ETag polled, as
/// the pointer of its models.
/// </summary>
public sealed class ProductCatalogs(InsightStorage storage, TimeProvider time, IOptions<ModelCacheOptions> options)
{
    private readonly ConcurrentDictionary<ShopId, Kept> _kept = new();
    private readonly ConcurrentDictionary<ShopId, SemaphoreSlim> _gates = new();
    private readonly BlobStore _blobs = new(storage.Container(Names.Containers.Models));

    /// <summary>As stored now; null before the first refresh, or the backtest's.</summary>
    public async Task<ProductCatalog?> FindAsync(ShopId shop, string? runId = null, CancellationToken cancellationToken = default) =>
        (await ReadAsync(shop, runId, cancellationToken).ConfigureAwait(false)).Catalog;

    /// <summary>The shop's own, as it was within the last seconds; a refresh in this process is seen at once.</summary>
    /// <returns>Null before the first refresh.</returns>
    public async ValueTask<ProductCatalog?> FindRecentAsync(ShopId shop, CancellationToken cancellationToken = default)
    {
        if (Fresh(shop) is { } fresh)
        {
            return fresh.Catalog;
        }

        // One looks, the others wait: a large catalog is not read by every request at once.
        var gate = _gates.GetOrAdd(shop, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (Fresh(shop) ?? await UpdateAsync(shop, cancellationToken).ConfigureAwait(false)).Catalog;
        }
        finally
        {
            gate.Release();
            Evict(shop);
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
        _kept.TryRemove(shop, out _);
    }

    private Kept? Fresh(ShopId shop)
    {
        var now = time.GetTimestamp();
        if (!_kept.TryGetValue(shop, out var kept) || time.GetElapsedTime(kept.CheckedAt, now) >= TimeSpan.FromSeconds(options.Value.PollSeconds))
        {
            return null;
        }

        kept.UsedAt = now;
        return kept;
    }

    private async Task<Kept> UpdateAsync(ShopId shop, CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp();
        var kept = _kept.GetValueOrDefault(shop);
        var (catalog, etag) = (kept?.Catalog, kept?.ETag);
        try
        {
            if (kept is null || await _blobs.ReadETagAsync(Path(shop, null), cancellationToken).ConfigureAwait(false) != etag)
            {
                (catalog, etag) = await ReadAsync(shop, null, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RequestFailedException) when (kept is not null)
        {
            // What is known goes on while storage is away; the poll of the models says so in the log.
        }

        return _kept[shop] = new Kept(catalog, etag, at) { UsedAt = at };
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
    private void Evict(ShopId keep)
    {
        var total = _kept.Values.Sum(kept => kept.Bytes);
        foreach (var (shop, kept) in _kept.Where(pair => pair.Key != keep).OrderBy(pair => pair.Value.UsedAt).ToList())
        {
            if (total <= options.Value.MaxCatalogMegabytes * 1024L * 1024L)
            {
                return;
            }

            total -= kept.Bytes;
            _kept.TryRemove(new KeyValuePair<ShopId, Kept>(shop, kept));
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

using System.Collections.Concurrent;
using Azure;
using Insight.Registry;
using Insight.Shops;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Insight.Scoring;

/// <summary>
/// The champions of the shops that are being asked about, loaded once. The pointer's ETag is polled; a champion that is refused is logged and
/// the version before it goes on; while storage is away, what is loaded goes on. Beside them what recommends in the backtests that somebody asks about, polled in the same way.
/// </summary>
public sealed class ModelCache(ModelRegistry registry, TimeProvider time, IOptions<ModelCacheOptions> options, ILogger<ModelCache> logger) : IDisposable
{
    private readonly ConcurrentDictionary<(ShopId Shop, string? Backtest), ShopModels> _entries = new();
    private readonly Lock _evicting = new();

    /// <summary>Memory of what is loaded now, estimated.</summary>
    internal long LoadedBytes => _entries.Values.Sum(entry => entry.Bytes);

    /// <summary>The shop's champions, held until the set is disposed.</summary>
    /// <param name="latest">Ask for the pointer now, however recently that was done: for a refresh, which follows a promotion at once.</param>
    public ValueTask<ModelSet> GetAsync(ShopId shop, bool latest = false, CancellationToken cancellationToken = default) => GetAsync((shop, null), latest, cancellationToken);

    /// <summary>What recommends in a finished backtest, held until the set is disposed; empty where it made no such model.</summary>
    /// <exception cref="ModelRefusedException">It must not serve.</exception>
    public ValueTask<ModelSet> GetBacktestAsync(ShopId shop, string runId, CancellationToken cancellationToken = default) => GetAsync((shop, runId), latest: false, cancellationToken);

    public void Dispose()
    {
        foreach (var entry in _entries.Values)
        {
            entry.Close();
        }

        _entries.Clear();
    }

    private async ValueTask<ModelSet> GetAsync((ShopId Shop, string? Backtest) key, bool latest, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entry = _entries.GetOrAdd(key, static (_, now) => new ShopModels { UsedAt = now }, time.GetTimestamp());
            if (latest || !Fresh(entry))
            {
                await entry.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    if (latest || !Fresh(entry))
                    {
                        await UpdateAsync(key.Shop, key.Backtest, entry, cancellationToken).ConfigureAwait(false);
                    }
                }
                finally
                {
                    entry.Gate.Release();
                }

                Evict(key);
            }

            if (entry.Refusal is { } refused)
            {
                throw refused;
            }

            entry.UsedAt = time.GetTimestamp();
            if (entry.TryHold() is { } set)
            {
                return set;
            }

            // Evicted between finding and holding: start over with a new entry.
            _entries.TryRemove(new KeyValuePair<(ShopId, string?), ShopModels>(key, entry));
        }
    }

    private bool Fresh(ShopModels entry) =>
        entry.CheckedAt is { } at && time.GetElapsedTime(at) < TimeSpan.FromSeconds(options.Value.PollSeconds);

    private async Task UpdateAsync(ShopId shop, string? backtest, ShopModels entry, CancellationToken cancellationToken)
    {
        // Before the look: what is promoted while models load is seen one poll after that, and not one after the loading.
        var at = time.GetTimestamp();
        try
        {
            if (entry.CheckedAt is null || entry.Refusal is not null || await ReadETagAsync(shop, backtest, cancellationToken).ConfigureAwait(false) != entry.ETag)
            {
                await (backtest is null
                    ? LoadChampionsAsync(shop, entry, cancellationToken)
                    : LoadBacktestAsync(shop, backtest, entry, cancellationToken)).ConfigureAwait(false);
            }

            entry.CheckedAt = at;
        }
        catch (ModelRefusedException e) when (backtest is not null)
        {
            entry.Refuse(e);
            entry.CheckedAt = at;
        }
        catch (RequestFailedException e) when (entry.CheckedAt is not null)
        {
            Log.PointerUnreachable(logger, e, shop);
            entry.CheckedAt = time.GetTimestamp();
        }
    }

    private Task<ETag?> ReadETagAsync(ShopId shop, string? backtest, CancellationToken cancellationToken) => backtest is null
        ? registry.ReadChampionsETagAsync(shop, cancellationToken)
        : registry.ReadRunETagAsync(shop, backtest, ModelNames.Recommendations, cancellationToken);

    private async Task LoadBacktestAsync(ShopId shop, string runId, ShopModels entry, CancellationToken cancellationToken)
    {
        var (manifest, etag) = await registry.FindRunModelAsync(shop, runId, ModelNames.Recommendations, cancellationToken).ConfigureAwait(false);
        entry.Replace(new LoadedModels(manifest is null ? [] : [await CachedModel.LoadAsync(registry, shop, manifest, logger, cancellationToken).ConfigureAwait(false)]), etag);
    }

    private async Task LoadChampionsAsync(ShopId shop, ShopModels entry, CancellationToken cancellationToken)
    {
        var (champions, etag) = await registry.ReadPointerAsync(shop, cancellationToken).ConfigureAwait(false);
        entry.Replace(await LoadAsync(shop, champions, entry, cancellationToken).ConfigureAwait(false), etag);
    }

    private async Task<LoadedModels> LoadAsync(ShopId shop, Champions champions, ShopModels entry, CancellationToken cancellationToken)
    {
        var loaded = new List<CachedModel>();
        try
        {
            foreach (var model in ModelNames.All)
            {
                if (champions.Models.TryGetValue(model, out var champion)
                    && await LoadAsync(shop, model, champion, entry, cancellationToken).ConfigureAwait(false) is { } cached)
                {
                    loaded.Add(cached);
                }
            }

            return new LoadedModels(loaded);
        }
        catch
        {
            loaded.ForEach(model => model.Release());
            throw;
        }
    }

    /// <summary>The champion, or the first former champion that can serve; null when none can.</summary>
    private async Task<CachedModel?> LoadAsync(ShopId shop, string model, ChampionEntry champion, ShopModels entry, CancellationToken cancellationToken)
    {
        foreach (var version in (IEnumerable<string>)[champion.Version, .. champion.Previous])
        {
            if (entry.TryHold(model, version) is { } kept)
            {
                return kept;
            }

            try
            {
                var manifest = await registry.FindManifestAsync(shop, model, version, cancellationToken).ConfigureAwait(false)
                    ?? throw new ModelRefusedException(model, version, "it has no manifest.");
                return await CachedModel.LoadAsync(registry, shop, manifest, logger, cancellationToken).ConfigureAwait(false);
            }
            catch (ModelRefusedException e)
            {
                Log.ModelRefused(logger, e, shop, model, version);
            }
        }

        return null;
    }

    /// <summary>Lets go what was used longest ago until the rest fits; never what is being asked for.</summary>
    private void Evict((ShopId, string?) keep)
    {
        lock (_evicting)
        {
            var limit = options.Value.MaxMegabytes * 1024L * 1024L;
            var total = LoadedBytes;
            foreach (var (key, entry) in _entries.Where(pair => pair.Key != keep).OrderBy(pair => pair.Value.UsedAt).ToList())
            {
                if (total <= limit)
                {
                    return;
                }

                total -= entry.Bytes;
                _entries.TryRemove(new KeyValuePair<(ShopId, string?), ShopModels>(key, entry));
                entry.Close();
            }
        }
    }
}

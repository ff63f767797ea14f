using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Insight.Storage;

namespace Insight.Shops;

/// <summary>The shops of an installation. A shop that was found is believed for a minute.</summary>
public sealed class ShopDirectory(InsightStorage storage, ShopKeys keys, ShopPurge purge, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentDictionary<ShopId, (Shop Shop, ShopSettings Settings, DateTimeOffset Until)> _cache = new();
    private readonly TableClient _table = storage.Table(Names.Tables.Shops);

    /// <summary>The shop; null when there is none of that name or it was deleted.</summary>
    public async ValueTask<Shop?> FindAsync(ShopId shop, CancellationToken cancellationToken = default) =>
        (await FindCachedAsync(shop, cancellationToken).ConfigureAwait(false))?.Shop;

    /// <summary>Every shop that was not deleted, by name.</summary>
    public async Task<IReadOnlyList<Shop>> ListAsync(CancellationToken cancellationToken = default)
    {
        var shops = new List<Shop>();
        await foreach (var entity in _table.QueryAsync<ShopEntity>(e => e.PartitionKey == ShopEntity.Partition, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (entity.DeletedAt is null)
            {
                shops.Add(entity.ToShop());
            }
        }

        return shops;
    }

    /// <summary>Creates a shop and its first key, of scope <see cref="KeyScope.Write"/>.</summary>
    /// <param name="idempotencyKey">A repeat with the same text and the same shop gets the same key again.</param>
    /// <exception cref="InvalidFieldsException">Name, currency or zone cannot be used.</exception>
    /// <exception cref="ShopConflictException">The name is taken.</exception>
    public async Task<(ShopKey Key, string Secret)> CreateAsync(NewShop shop, string? idempotencyKey, CancellationToken cancellationToken = default)
    {
        var id = shop.Validate();
        var createdBy = idempotencyKey is null ? "" : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { idempotencyKey, shop })));
        var entity = await CreateEntityAsync(id, shop, createdBy, cancellationToken).ConfigureAwait(false);

        // The key comes from the salt and the caller's text, so a repeat can be answered although no key is stored.
        var secret = idempotencyKey is null
            ? null
            : "ik_" + ShopKeys.Base64Url(HMACSHA256.HashData(entity.Salt, Encoding.UTF8.GetBytes("first key\n" + idempotencyKey)).AsSpan(0, 24));
        return secret is null
            ? await keys.CreateAsync(id, KeyScope.Write, cancellationToken).ConfigureAwait(false)
            : (await keys.AddAsync(id, KeyScope.Write, secret, cancellationToken).ConfigureAwait(false), secret);
    }

    /// <summary>
    /// Removes a shop: its keys at once, then its blobs and table rows, within this call. Until that is finished the name stays
    /// taken, and the same call goes on where an interrupted one stopped. Work under way for the shop stops at its next look-up.
    /// </summary>
    /// <returns>False when there is no such shop.</returns>
    public async Task<bool> DeleteAsync(ShopId shop, CancellationToken cancellationToken = default)
    {
        var entity = await ReadAsync(shop, cancellationToken).ConfigureAwait(false);
        if (entity is null or { PurgedAt: not null })
        {
            return false;
        }

        entity.DeletedAt ??= time.GetUtcNow();
        await WriteAsync(entity, cancellationToken).ConfigureAwait(false);
        _cache.TryRemove(shop, out _);
        await keys.DeleteAllAsync(shop, cancellationToken).ConfigureAwait(false);
        await purge.RunAsync(shop, cancellationToken).ConfigureAwait(false);
        entity.PurgedAt = time.GetUtcNow();
        entity.Salt = [];
        entity.Settings = null;
        await WriteAsync(entity, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>A shop's choices, defaults where it chose nothing.</summary>
    /// <exception cref="ShopNotFoundException">There is no such shop.</exception>
    public async Task<ShopSettings> GetSettingsAsync(ShopId shop, CancellationToken cancellationToken = default) =>
        (await FindCachedAsync(shop, cancellationToken).ConfigureAwait(false) ?? throw Missing(shop)).Settings;

    /// <summary>The same as stored now, never from the cache, with the ETag for the next write.</summary>
    /// <exception cref="ShopNotFoundException">There is no such shop.</exception>
    public async Task<StoredSettings> ReadSettingsAsync(ShopId shop, CancellationToken cancellationToken = default) =>
        Settings(await ReadLivingAsync(shop, cancellationToken).ConfigureAwait(false));

    /// <summary>Replaces all settings; what the document leaves out becomes its default, except the time zone, which then stays.</summary>
    /// <param name="ifMatch">ETag that must still hold; null writes in any case.</param>
    /// <exception cref="InvalidFieldsException">Fields are out of range.</exception>
    /// <exception cref="ShopConflictException">The settings changed since.</exception>
    public async Task<StoredSettings> PutSettingsAsync(ShopId shop, ShopSettings settings, string? ifMatch, CancellationToken cancellationToken = default)
    {
        settings.Validate();
        var json = JsonSerializer.Serialize(settings with { TimeZone = null }, Json);
        if (json.Length > 30_000)
        {
            throw new InvalidFieldsException("actions", $"The settings have {json.Length} characters; expected at most 30000.");
        }

        var entity = await ReadLivingAsync(shop, cancellationToken).ConfigureAwait(false);
        if (ifMatch is not null && ifMatch != "*" && ifMatch != entity.ETag.ToString())
        {
            throw Changed(entity.ETag.ToString());
        }

        entity.Settings = json;
        entity.TimeZone = settings.TimeZone ?? entity.TimeZone;
        try
        {
            await WriteAsync(entity, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            throw Changed("a newer one");
        }

        _cache.TryRemove(shop, out _);
        return await ReadSettingsAsync(shop, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ShopEntity> CreateEntityAsync(ShopId id, NewShop shop, string createdBy, CancellationToken cancellationToken)
    {
        var entity = new ShopEntity
        {
            RowKey = id.Value,
            Currency = shop.Currency,
            TimeZone = shop.TimeZone,
            Salt = RandomNumberGenerator.GetBytes(32),
            CreatedAt = time.GetUtcNow(),
            CreatedBy = createdBy,
        };
        try
        {
            if (await ReadAsync(id, cancellationToken).ConfigureAwait(false) is { PurgedAt: not null } former)
            {
                await _table.UpdateEntityAsync(entity, former.ETag, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _table.AddEntityAsync(entity, cancellationToken).ConfigureAwait(false);
            }

            return entity;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            var present = await ReadAsync(id, cancellationToken).ConfigureAwait(false);
            return present is { DeletedAt: null } && createdBy.Length > 0 && present.CreatedBy == createdBy
                ? present
                : throw new ShopConflictException(present?.DeletedAt is null
                    ? $"There is already a shop '{id}'."
                    : $"The shop '{id}' is still being deleted; its name is free when DELETE has answered.");
        }
    }

    private async ValueTask<(Shop Shop, ShopSettings Settings)?> FindCachedAsync(ShopId shop, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_cache.TryGetValue(shop, out var cached) && cached.Until > now)
        {
            return (cached.Shop, cached.Settings);
        }

        if (await ReadAsync(shop, cancellationToken).ConfigureAwait(false) is not { DeletedAt: null } entity)
        {
            _cache.TryRemove(shop, out _);
            return null;
        }

        var (found, settings) = (entity.ToShop(), Settings(entity).Settings);
        _cache[shop] = (found, settings, now + Lifetime);
        return (found, settings);
    }

    private async Task<ShopEntity> ReadLivingAsync(ShopId shop, CancellationToken cancellationToken) =>
        await ReadAsync(shop, cancellationToken).ConfigureAwait(false) is { DeletedAt: null } entity ? entity : throw Missing(shop);

    private async Task<ShopEntity?> ReadAsync(ShopId shop, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<ShopEntity>(ShopEntity.Partition, shop.Value, cancellationToken: cancellationToken).ConfigureAwait(false);
        return found.HasValue ? found.Value : null;
    }

    private async Task WriteAsync(ShopEntity entity, CancellationToken cancellationToken)
    {
        var response = await _table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
        entity.ETag = response.Headers.ETag ?? ETag.All;
    }

    private static StoredSettings Settings(ShopEntity entity)
    {
        var settings = entity.Settings is null ? new ShopSettings() : JsonSerializer.Deserialize<ShopSettings>(entity.Settings, Json)!;
        return new StoredSettings(settings with { TimeZone = entity.TimeZone }, entity.ETag.ToString());
    }

    private static ShopConflictException Changed(string now) =>
        new($"The settings changed since they were read: their ETag is {now}. Read them again and send If-Match with the new one.", preconditionFailed: true);

    private static ShopNotFoundException Missing(ShopId shop) => new(shop);
}

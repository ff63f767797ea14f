using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Insight.Storage;

namespace Insight.Shops;

/// <summary>The keys of all shops, by hash. A key that was found is believed for 30 seconds, so a deleted one dies within that time.</summary>
public sealed class ShopKeys(InsightStorage storage, TimeProvider time)
{
    private const string KeyPartition = "key";
    private const int HashLength = 2 * SHA256.HashSizeInBytes;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (ShopKey Key, DateTimeOffset Until)> _cache = new(StringComparer.Ordinal);
    private readonly TableClient _table = storage.Table(Names.Tables.ShopKeys);

    /// <summary>Whose key this is; null when it is nobody's.</summary>
    public ValueTask<ShopKey?> FindAsync(string key, CancellationToken cancellationToken)
    {
        Span<char> hash = stackalloc char[HashLength];
        Hash(key, hash);
        return _cache.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(hash, out var cached) && cached.Until > time.GetUtcNow()
            ? new ValueTask<ShopKey?>(cached.Key)
            : new ValueTask<ShopKey?>(ReadAsync(hash.ToString(), cancellationToken));
    }

    /// <summary>A new random key. It is returned here and never again.</summary>
    public async Task<(ShopKey Key, string Secret)> CreateAsync(ShopId shop, KeyScope scope, CancellationToken cancellationToken)
    {
        var secret = "ik_" + Base64Url(RandomNumberGenerator.GetBytes(24));
        return (await AddAsync(shop, scope, secret, cancellationToken).ConfigureAwait(false), secret);
    }

    /// <summary>Makes a given text a key of the shop; the same text again changes nothing.</summary>
    internal async Task<ShopKey> AddAsync(ShopId shop, KeyScope scope, string secret, CancellationToken cancellationToken)
    {
        var hash = Hash(secret);
        var entity = new ShopKeyEntity
        {
            PartitionKey = ListPartition(shop),
            RowKey = hash[..12],
            Shop = shop.Value,
            Id = hash[..12],
            Hash = hash,
            Scope = scope.ToString(),
            CreatedAt = time.GetUtcNow(),
        };

        // The list first: a key that opens something can always be found and removed.
        await _table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
        entity.PartitionKey = KeyPartition;
        entity.RowKey = hash;
        await _table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
        return entity.ToKey();
    }

    /// <returns>False when the shop has no key of that id.</returns>
    public async Task<bool> DeleteAsync(ShopId shop, string id, CancellationToken cancellationToken)
    {
        await foreach (var entity in ListEntitiesAsync(shop, cancellationToken).ConfigureAwait(false))
        {
            if (entity.Id == id)
            {
                await DeleteAsync(entity, cancellationToken).ConfigureAwait(false);
                return true;
            }
        }

        return false;
    }

    public async Task DeleteAllAsync(ShopId shop, CancellationToken cancellationToken)
    {
        await foreach (var entity in ListEntitiesAsync(shop, cancellationToken).ConfigureAwait(false))
        {
            await DeleteAsync(entity, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ShopKey?> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await _table.GetEntityIfExistsAsync<ShopKeyEntity>(KeyPartition, hash, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!found.HasValue)
        {
            _cache.TryRemove(hash, out _);
            return null;
        }

        var shopKey = found.Value!.ToKey();
        _cache[hash] = (shopKey, now + Lifetime);
        return shopKey;
    }

    private async Task DeleteAsync(ShopKeyEntity entity, CancellationToken cancellationToken)
    {
        await _table.DeleteEntityAsync(KeyPartition, entity.Hash, ETag.All, cancellationToken).ConfigureAwait(false);
        _cache.TryRemove(entity.Hash, out _);
        await _table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ETag.All, cancellationToken).ConfigureAwait(false);
    }

    private AsyncPageable<ShopKeyEntity> ListEntitiesAsync(ShopId shop, CancellationToken cancellationToken)
    {
        var partition = ListPartition(shop);
        return _table.QueryAsync<ShopKeyEntity>(entity => entity.PartitionKey == partition, cancellationToken: cancellationToken);
    }

    private static string ListPartition(ShopId shop) => $"shop~{shop}";

    private static string Hash(string key)
    {
        Span<char> hash = stackalloc char[HashLength];
        Hash(key, hash);
        return hash.ToString();
    }

    /// <param name="destination">Receives <see cref="HashLength"/> hexadecimal digits.</param>
    private static void Hash(string key, Span<char> destination)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), digest);
        Convert.TryToHexStringLower(digest, destination, out _);
    }

    internal static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}

using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Profiles;

/// <summary>The table <c>Profiles</c>: one row per customer, spread over partitions by a stable hash. Requests only ever read by key.</summary>
public sealed class ProfileTable(InsightStorage storage)
{
    private const int Concurrency = 16;

    private readonly TableClient _table = storage.Table(Names.Tables.Profiles);

    internal TableClient Client => _table;

    /// <summary>The stored profile; null for a customer never seen.</summary>
    public async Task<StoredProfile?> FindAsync(ShopId shop, string customerId, CancellationToken cancellationToken = default)
    {
        var response = await _table.GetEntityIfExistsAsync<TableEntity>(
            ProfileKeys.Partition(shop, customerId), ProfileKeys.Row(customerId), cancellationToken: cancellationToken).ConfigureAwait(false);
        return response.HasValue ? ProfileEntity.Read(response.Value!, customerId) : null; // HasValue says that Value is set
    }

    /// <summary>Stored profiles in the order asked for, null where there is none.</summary>
    public async Task<IReadOnlyList<StoredProfile?>> GetManyAsync(ShopId shop, IReadOnlyList<string> customerIds, CancellationToken cancellationToken = default)
    {
        var found = new StoredProfile?[customerIds.Count];
        await Parallel.ForAsync(
            0, customerIds.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
            async (i, token) => found[i] = await FindAsync(shop, customerIds[i], token).ConfigureAwait(false)).ConfigureAwait(false);
        return found;
    }

    /// <summary>All stored profiles of a shop by row key, without their contents: some 300 bytes each. For a refresh, which looks at every customer anyway.</summary>
    internal async Task<ConcurrentDictionary<string, ProfileState>> ReadStatesAsync(ShopId shop, CancellationToken cancellationToken)
    {
        var states = new ConcurrentDictionary<string, ProfileState>(StringComparer.Ordinal);
        await Parallel.ForAsync(0, ProfileKeys.Buckets, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (bucket, token) =>
        {
            var partition = ProfileKeys.Partition(shop, bucket);
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
            string[] columns = ["RowKey", ProfileEntity.Hash, ProfileEntity.SnapshotVersion, ProfileEntity.UpdatedAt];
            await foreach (var entity in _table.QueryAsync<TableEntity>(filter, select: columns, cancellationToken: token).ConfigureAwait(false))
            {
                states[entity.RowKey] = State(partition, entity);
            }
        }).ConfigureAwait(false);
        return states;
    }

    /// <summary>The same for one row; null when it is gone.</summary>
    internal async Task<ProfileState?> ReadStateAsync(string partition, string row, CancellationToken cancellationToken)
    {
        string[] columns = [ProfileEntity.Hash, ProfileEntity.SnapshotVersion, ProfileEntity.UpdatedAt];
        var response = await _table.GetEntityIfExistsAsync<TableEntity>(partition, row, columns, cancellationToken).ConfigureAwait(false);
        return response.HasValue ? State(partition, response.Value!) : null; // HasValue says that Value is set
    }

    private static ProfileState State(string partition, TableEntity entity) => new(
        partition, entity.ETag, entity.GetInt64(ProfileEntity.Hash) ?? 0, entity.GetInt64(ProfileEntity.SnapshotVersion) ?? 0,
        entity.GetDateTimeOffset(ProfileEntity.UpdatedAt) ?? DateTimeOffset.MinValue);
}

using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Insight.Features;
using Insight.Shops;

namespace Insight.Profiles;

/// <summary>
/// Writes the profiles of one refresh. A row whose content is the same is left alone; a changed one is merged under the ETag that
/// was read, so that properties and rows that others wrote since are not lost; rows of customers who are gone are removed at the end.
/// </summary>
internal sealed class ProfileWriter : IAsyncDisposable
{
    /// <summary>Transactions under way at once: storage works while the next customers are scored.</summary>
    internal const int Concurrency = 8;

    private const int Attempts = 5;

    private readonly ProfileTable _table;
    private readonly ShopId _shop;
    private readonly long _snapshotVersion;
    private readonly ConcurrentDictionary<string, ProfileState> _stored;
    private readonly Dictionary<string, TransactionBatch> _pending = new(StringComparer.Ordinal);
    private readonly List<Task> _sent = [];

    private ProfileWriter(ProfileTable table, ShopId shop, long snapshotVersion, ConcurrentDictionary<string, ProfileState> stored)
    {
        _snapshotVersion = snapshotVersion;
        _table = table;
        _shop = shop;
        _stored = stored;
    }

    public int Written { get; private set; }

    public int Unchanged { get; private set; }

    public int Removed { get; private set; }

    /// <param name="snapshotVersion">Of the lake that the profiles are made from; rows from a later one are never overwritten.</param>
    public static async Task<ProfileWriter> OpenAsync(ProfileTable table, ShopId shop, long snapshotVersion, CancellationToken cancellationToken) =>
        new(table, shop, snapshotVersion, await table.ReadStatesAsync(shop, cancellationToken).ConfigureAwait(false));

    /// <returns>When the stored profile was last changed: now, or earlier when it stays as it is.</returns>
    public async Task<DateTimeOffset> AddAsync(CustomerProfile profile, CustomerHistory history, CancellationToken cancellationToken)
    {
        var entity = ProfileEntity.Write(_shop, profile, history, _snapshotVersion);
        // What is not claimed by the end of the refresh belongs to somebody who is gone.
        var known = _stored.TryRemove(entity.RowKey, out var stored);
        if (known && stored.Hash == (long)entity[ProfileEntity.Hash])
        {
            Unchanged++;
            return stored.UpdatedAt;
        }

        var action = known
            ? new TableTransactionAction(TableTransactionActionType.UpdateMerge, entity, stored.ETag)
            : new TableTransactionAction(TableTransactionActionType.Add, entity);
        await EnqueueAsync(action, ProfileEntity.Size(entity), cancellationToken).ConfigureAwait(false);
        Written++;
        return profile.UpdatedAt;
    }

    /// <summary>Writes what is pending and removes the rows that no call of <see cref="AddAsync"/> named.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var (row, state) in _stored)
        {
            var gone = new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(state.Partition, row), state.ETag);
            await EnqueueAsync(gone, 512, cancellationToken).ConfigureAwait(false);
            Removed++;
        }

        foreach (var batch in _pending.Values)
        {
            await SendAsync(batch, cancellationToken).ConfigureAwait(false);
        }

        _pending.Clear();
        await Task.WhenAll(_sent).ConfigureAwait(false);
    }

    /// <summary>Waits for what is under way, so that nothing is written after a refresh that failed.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_sent).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task EnqueueAsync(TableTransactionAction action, int size, CancellationToken cancellationToken)
    {
        var partition = action.Entity.PartitionKey;
        if (!_pending.TryGetValue(partition, out var batch) || !batch.Fits(size))
        {
            if (batch is not null)
            {
                await SendAsync(batch, cancellationToken).ConfigureAwait(false);
            }

            _pending[partition] = batch = new TransactionBatch(partition);
        }

        batch.Add(action, size);
    }

    /// <summary>Starts a transaction as soon as there is room for one more; a failure of an earlier one is thrown here.</summary>
    private async Task SendAsync(TransactionBatch batch, CancellationToken cancellationToken)
    {
        while (_sent.Count >= Concurrency)
        {
            var ended = await Task.WhenAny(_sent).ConfigureAwait(false);
            _sent.Remove(ended);
            await ended.ConfigureAwait(false);
        }

        _sent.Add(Task.Run(() => FlushAsync(batch, cancellationToken), cancellationToken));
    }

    private async Task FlushAsync(TransactionBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await _table.Client.SubmitTransactionAsync(batch.Actions, cancellationToken).ConfigureAwait(false);
        }
        catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
        {
            // A transaction is all or nothing: one row that somebody else changed sends each on its own.
            foreach (var action in batch.Actions)
            {
                await WriteAloneAsync(action, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes under the row's present ETag; what a refresh of a later snapshot wrote stays.</summary>
    private async Task WriteAloneAsync(TableTransactionAction action, CancellationToken cancellationToken)
    {
        var entity = action.Entity;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var state = await _table.ReadStateAsync(entity.PartitionKey, entity.RowKey, cancellationToken).ConfigureAwait(false);
                if (action.ActionType == TableTransactionActionType.Delete)
                {
                    // A row to remove that was written meanwhile has a customer again.
                    if (state is { } same && same.ETag == action.ETag)
                    {
                        await _table.Client.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, same.ETag, cancellationToken).ConfigureAwait(false);
                    }
                }
                else if (state is not { } stored)
                {
                    await _table.Client.AddEntityAsync((TableEntity)entity, cancellationToken).ConfigureAwait(false);
                }
                else if (stored.SnapshotVersion <= _snapshotVersion)
                {
                    await _table.Client.UpdateEntityAsync((TableEntity)entity, stored.ETag, TableUpdateMode.Merge, cancellationToken).ConfigureAwait(false);
                }

                return;
            }
            catch (RequestFailedException e) when (e.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                // Changed once more between reading and writing.
            }
        }
    }
}

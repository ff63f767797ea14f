using Azure.Data.Tables;

namespace Insight.Profiles;

/// <summary>Operations of one table transaction, within the service's limits (Azurite enforces none of them): one partition, 100 operations, 4 MiB.</summary>
internal sealed class TransactionBatch(string partition)
{
    public const int MaxOperations = 100;

    /// <summary>4 MiB less what the request's own envelope may take: some hundred bytes an operation and base64's third more than binary.</summary>
    public const int MaxBytes = 3 * 1024 * 1024 - 64 * 1024;

    private readonly List<TableTransactionAction> _actions = [];
    private int _bytes;

    public IReadOnlyList<TableTransactionAction> Actions => _actions;

    public bool Fits(int size) => _actions.Count == 0 || (_actions.Count < MaxOperations && _bytes + size <= MaxBytes);

    /// <exception cref="ArgumentException">An entity of another partition, or one that does not fit.</exception>
    public void Add(TableTransactionAction action, int size)
    {
        if (action.Entity.PartitionKey != partition || !Fits(size))
        {
            throw new ArgumentException($"An operation of {size} bytes in {action.Entity.PartitionKey} does not fit a transaction in {partition} that has {_actions.Count} operations and {_bytes} bytes.");
        }

        _actions.Add(action);
        _bytes += size;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Insight.Features;

namespace Insight.Training.Data;

/// <summary>Keeps at most so many customers of a stream: always the same ones, whatever the order, those with the smallest hash of their id.</summary>
internal sealed class HistorySample(int most)
{
    private readonly PriorityQueue<CustomerHistory, (ulong Hash, string Id)> kept = new(Comparer<(ulong Hash, string Id)>.Create(
        (a, b) => a.Hash != b.Hash ? b.Hash.CompareTo(a.Hash) : string.CompareOrdinal(b.Id, a.Id)));

    /// <summary>How many were offered.</summary>
    public int Seen { get; private set; }

    public void Add(CustomerHistory history)
    {
        Seen++;
        var key = (BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(history.CustomerId))), history.CustomerId);
        if (kept.Count < most)
        {
            kept.Enqueue(history, key);
        }
        else
        {
            kept.EnqueueDequeue(history, key); // the largest hash goes
        }
    }

    /// <summary>By customer id.</summary>
    public IReadOnlyList<CustomerHistory> ToList() =>
        [.. kept.UnorderedItems.Select(item => item.Element).OrderBy(history => history.CustomerId, StringComparer.Ordinal)];
}

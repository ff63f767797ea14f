using System.Buffers;

namespace Insight.Features;

/// <summary>The purchase days of one history in borrowed room, oldest first, for as long as they are looked at.</summary>
internal readonly ref struct PurchaseDays : IDisposable
{
    private readonly PurchaseDay[] _room;
    private readonly int _count;

    private PurchaseDays(PurchaseDay[] room, int count) => (_room, _count) = (room, count);

    public ReadOnlySpan<PurchaseDay> Span => _room.AsSpan(0, _count);

    /// <summary>What is known of a history at a cutoff.</summary>
    public static PurchaseDays Of(CustomerHistory history, Cutoff cutoff)
    {
        var room = ArrayPool<PurchaseDay>.Shared.Rent(history.Orders.Count);
        return new PurchaseDays(room, PurchaseDay.Write(history, cutoff, room));
    }

    public void Dispose() => ArrayPool<PurchaseDay>.Shared.Return(_room);
}

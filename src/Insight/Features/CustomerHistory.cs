namespace Insight.Features;

/// <summary>
/// Everything known of one customer, oldest first (by time, then order id). The one input from which training, refresh, live
/// events and requests derive features; it comes from the lake, from a profile or from a request, and is the same in each case.
/// </summary>
public sealed record CustomerHistory
{
    public required string CustomerId { get; init; }

    /// <summary>Ordered by <see cref="HistoryOrder.OrderedAt"/>, then <see cref="HistoryOrder.OrderId"/> (ordinal).</summary>
    public required IReadOnlyList<HistoryOrder> Orders { get; init; }

    /// <summary>The latest products that the customer had to do with, oldest first: what recommendations start from. Features do not look at it.</summary>
    public IReadOnlyList<Interaction> Trail { get; init; } = [];

    /// <summary>The history as it was known at <paramref name="cutoff"/>: nothing later is kept.</summary>
    public CustomerHistory Until(Cutoff cutoff) => this with { Orders = [.. Orders.TakeWhile(order => order.OrderedAt <= cutoff.At)] };

    /// <summary>Orders in the sequence that <see cref="Orders"/> promises.</summary>
    public static int Compare(HistoryOrder a, HistoryOrder b) =>
        a.OrderedAt != b.OrderedAt ? a.OrderedAt.CompareTo(b.OrderedAt) : string.CompareOrdinal(a.OrderId, b.OrderId);
}

namespace Insight.Features;

/// <summary>
/// Everything known of one customer, oldest first. The one input from which training, refresh, live
/// events and requests derive features; it comes from the lake, from a profile or from a request, and is the same in each case.
/// </summary>
public sealed record CustomerHistory
{
    public required string CustomerId { get; init; }

    /// <summary>Ordered by <see cref="HistoryOrder.OrderedAt"/>, then <see cref="HistoryOrder.OrderId"/> (ordinal).</summary>
    public required IReadOnlyList<HistoryOrder> Orders { get; init; }

    /// <summary>The days on which the customer was seen in the shop, oldest first, each once; empty in shops without events.</summary>
    public IReadOnlyList<BrowsingDay> Browsing { get; init; } = [];

    /// <summary>
    /// The latest products that the customer bought, put into the cart or looked at, <see cref="MostTrail"/> at most: what recommendations start from. Oldest first: what has no
    /// clock, in its order, then by time, kind, order and product. Of an order each product once. Features do not look at it.
    /// </summary>
    public IReadOnlyList<Interaction> Trail { get; init; } = [];

    /// <summary>Interactions that a trail keeps.</summary>
    public const int MostTrail = 100;

    /// <summary>
    /// The history as it was known at <paramref name="cutoff"/>: nothing later is kept, and of browsing whole days only. A full trail that is cut is shorter than the one that was known
    /// then, since what it had dropped does not come back.
    /// </summary>
    public CustomerHistory Until(Cutoff cutoff) => this with
    {
        Orders = [.. Orders.TakeWhile(order => order.OrderedAt <= cutoff.At)],
        Browsing = [.. Browsing.Take(BrowsingDay.Count(this, cutoff))],
        Trail = [.. Trail.TakeWhile(interaction => interaction.At is not { } at || at <= cutoff.At)],
    };

    /// <summary>Orders in the sequence that <see cref="Orders"/> promises.</summary>
    public static int Compare(HistoryOrder a, HistoryOrder b) =>
        a.OrderedAt != b.OrderedAt ? a.OrderedAt.CompareTo(b.OrderedAt) : string.CompareOrdinal(a.OrderId, b.OrderId);
}

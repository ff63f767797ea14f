namespace Insight.Features;

/// <summary>
/// A day, in the shop's zone, on which a customer was seen in the shop: at least one event with a clock other than a purchase or a refund, which orders tell.
/// Whole days only: one that the cutoff divides does not count, so that nothing later than the cutoff can be in it.
/// </summary>
/// <param name="Views">Products looked at (<see cref="InteractionKind.View"/>), each time counted.</param>
/// <param name="Carts">Products put into the cart or onto the wish list (<see cref="InteractionKind.Cart"/>), each time counted.</param>
/// <param name="Searches">Searches.</param>
/// <param name="Products">Distinct products among those looked at, put into the cart or wished for.</param>
public readonly record struct BrowsingDay(DateOnly Day, int Views, int Carts, int Searches, int Products)
{
    /// <summary>How many of a history's browsing days, the first ones, are known at a cutoff.</summary>
    internal static int Count(CustomerHistory history, Cutoff cutoff)
    {
        var count = history.Browsing.Count;
        while (count > 0 && history.Browsing[count - 1].Day > cutoff.LastFullDay)
        {
            count--;
        }

        return count;
    }
}

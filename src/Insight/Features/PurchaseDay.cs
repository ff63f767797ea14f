namespace Insight.Features;

/// <summary>A day, in the shop's zone, on which a customer bought something. The literature's "transaction": several orders of a day are one.</summary>
/// <param name="Revenue">Of the day's purchases, in the shop's currency, above zero.</param>
/// <param name="Orders">Purchases of the day.</param>
/// <param name="Products">Distinct products per order, summed over the day's orders.</param>
public readonly record struct PurchaseDay(DateOnly Day, double Revenue, double Units, int Orders, int Products)
{
    /// <summary>The purchase days of a history that are known at a cutoff, oldest first.</summary>
    public static IReadOnlyList<PurchaseDay> Of(CustomerHistory history, Cutoff cutoff)
    {
        var days = new PurchaseDay[history.Orders.Count];
        return days[..Write(history, cutoff, days)];
    }

    /// <summary>The same into room that the caller has, for as many days as the history has orders.</summary>
    /// <returns>How many days there are.</returns>
    internal static int Write(CustomerHistory history, Cutoff cutoff, Span<PurchaseDay> days)
    {
        var count = 0;
        for (var i = 0; i < history.Orders.Count; i++)
        {
            var order = history.Orders[i];
            if (order.OrderedAt > cutoff.At)
            {
                break;
            }

            if (!order.IsPurchase)
            {
                continue;
            }

            if (count > 0 && days[count - 1].Day == order.Day)
            {
                var sofar = days[count - 1];
                days[count - 1] = new PurchaseDay(
                    order.Day, sofar.Revenue + order.Revenue, sofar.Units + order.Units, sofar.Orders + 1, sofar.Products + order.Products);
            }
            else
            {
                days[count++] = new PurchaseDay(order.Day, order.Revenue, order.Units, 1, order.Products);
            }
        }

        return count;
    }
}

namespace Insight.Features;

/// <summary>A day, in the shop's zone, on which a customer bought something. The literature's "transaction": several orders of a day are one.</summary>
/// <param name="Revenue">Of the day's purchases, in the shop's currency, above zero.</param>
/// <param name="Orders">Purchases of the day.</param>
/// <param name="Products">Distinct products per order, summed over the day's orders.</param>
public readonly record struct PurchaseDay(DateOnly Day, double Revenue, double Units, int Orders, int Products)
{
    /// <summary>The purchase days of a history that are known at a cutoff, oldest first.</summary>
    public static List<PurchaseDay> Of(CustomerHistory history, Cutoff cutoff)
    {
        var days = new List<PurchaseDay>();
        foreach (var order in history.Orders)
        {
            if (order.OrderedAt > cutoff.At)
            {
                break;
            }

            if (!order.IsPurchase)
            {
                continue;
            }

            var today = new PurchaseDay(order.Day, order.Revenue, order.Units, 1, order.Products);
            if (days.Count > 0 && days[^1].Day == order.Day)
            {
                var sofar = days[^1];
                days[^1] = new PurchaseDay(
                    order.Day, sofar.Revenue + order.Revenue, sofar.Units + order.Units, sofar.Orders + 1, sofar.Products + order.Products);
            }
            else
            {
                days.Add(today);
            }
        }

        return days;
    }
}

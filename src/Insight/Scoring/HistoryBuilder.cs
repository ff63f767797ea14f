using Insight.Features;
using Insight.Shops;

namespace Insight.Scoring;

/// <summary>
/// Sums the lines of orders into a history, with the lake's rules: completed lines of positive quantity are revenue, cancelled
/// lines and negative quantities are returned value.
/// </summary>
public sealed class HistoryBuilder(Shop shop)
{
    private readonly List<HistoryOrder> _orders = [];

    /// <param name="orderedAt">Any offset; the order's day is that of the shop's zone.</param>
    public HistoryBuilder Add(string orderId, DateTimeOffset orderedAt, IEnumerable<OrderLine> lines)
    {
        double revenue = 0, returned = 0, units = 0;
        var products = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line is { Completed: true, Quantity: > 0, UnitPrice: >= 0 })
            {
                revenue += line.Quantity * line.UnitPrice;
                units += line.Quantity;
                products.Add(line.ProductId);
            }
            else if (!line.Completed || line.Quantity < 0)
            {
                returned += Math.Abs(line.Quantity * line.UnitPrice);
            }
        }

        _orders.Add(new HistoryOrder(
            orderId, orderedAt.ToUniversalTime(), shop.DayOf(orderedAt),
            HistoryOrder.Settle(revenue), HistoryOrder.Settle(returned), HistoryOrder.Settle(units), products.Count));
        return this;
    }

    public CustomerHistory Build(string customerId) =>
        new() { CustomerId = customerId, Orders = [.. _orders.Order(Comparer<HistoryOrder>.Create(CustomerHistory.Compare))] };
}

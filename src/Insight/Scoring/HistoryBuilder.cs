using Insight.Features;
using Insight.Shops;

namespace Insight.Scoring;

/// <summary>
/// Sums the lines of orders into a history, with the lake's rules (the view <c>order_values</c>): lines of positive quantity are
/// revenue, those of negative quantity take back what was sold before.
/// </summary>
public sealed class HistoryBuilder(Shop shop)
{
    private readonly List<HistoryOrder> _orders = [];
    private readonly HashSet<string> _products = new(StringComparer.Ordinal);

    /// <param name="orderedAt">Any offset; the order's day is that of the shop's zone.</param>
    public HistoryBuilder Add(string orderId, DateTimeOffset orderedAt, IEnumerable<OrderLine> lines)
    {
        double revenue = 0, returned = 0, units = 0;
        _products.Clear();
        foreach (var line in lines)
        {
            if (line.Quantity < 0)
            {
                returned -= line.Quantity * line.UnitPrice;
            }
            else if (line is { Quantity: > 0, UnitPrice: >= 0 })
            {
                revenue += line.Quantity * line.UnitPrice;
                units += line.Quantity;
                _products.Add(line.ProductId);
            }
        }

        _orders.Add(new HistoryOrder(
            orderId, orderedAt.ToUniversalTime(), shop.DayOf(orderedAt),
            HistoryOrder.Settle(revenue), HistoryOrder.Settle(returned), HistoryOrder.Settle(units), _products.Count));
        return this;
    }

    public CustomerHistory Build(string customerId) =>
        new() { CustomerId = customerId, Orders = [.. _orders.Order(Comparer<HistoryOrder>.Create(CustomerHistory.Compare))] };
}

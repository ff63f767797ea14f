using Insight.Features;
using Insight.Shops;

namespace Insight.Scoring;

/// <summary>
/// Makes a history of orders with their lines and of events, with the lake's rules (the views <c>order_values</c> and <c>interactions</c>): lines of positive quantity are
/// revenue, those of negative quantity take back what was sold before; orders tell what was bought, events what was looked at and put into the cart.
/// </summary>
/// <param name="shop">Whose history it is.</param>
/// <param name="orders">How many orders are expected; 0 where that is not known.</param>
/// <param name="lines">How many lines they have.</param>
public sealed class HistoryBuilder(Shop shop, int orders = 0, int lines = 0)
{
    private readonly List<HistoryOrder> _orders = new(orders);
    private readonly HashSet<string> _products = new(StringComparer.Ordinal);
    private readonly List<(Interaction Interaction, string? OrderId)> _trail = new(lines);
    private SortedDictionary<DateOnly, DayTally>? _days;

    /// <param name="orderedAt">Any offset; the order's day is that of the shop's zone.</param>
    public HistoryBuilder Add(string orderId, DateTimeOffset orderedAt, ReadOnlySpan<OrderLine> lines)
    {
        double revenue = 0, returned = 0, units = 0;
        var at = orderedAt.ToUniversalTime();
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
                if (_products.Add(line.ProductId) && !NonProducts.Contains(line.ProductId))
                {
                    _trail.Add((new Interaction(line.ProductId, at, InteractionKind.Purchase), orderId));
                }
            }
        }

        _orders.Add(new HistoryOrder(
            orderId, at, shop.DayOf(orderedAt), HistoryOrder.Settle(revenue), HistoryOrder.Settle(returned), HistoryOrder.Settle(units), _products.Count));
        return this;
    }

    /// <param name="type">A name of <see cref="EventTypes"/>; purchases and refunds are left to the orders.</param>
    /// <param name="occurredAt">Any offset; the day is that of the shop's zone.</param>
    /// <param name="productId">Null for an event without a product.</param>
    public HistoryBuilder AddEvent(string type, DateTimeOffset occurredAt, string? productId)
    {
        if (!EventTypes.IsBrowsing(type))
        {
            return this;
        }

        var day = shop.DayOf(occurredAt);
        _days ??= [];
        if (!_days.TryGetValue(day, out var tally))
        {
            _days[day] = tally = new DayTally();
        }

        var kind = EventTypes.KindOf(type);
        tally.Views += kind == InteractionKind.View ? 1 : 0;
        tally.Carts += kind == InteractionKind.Cart ? 1 : 0;
        tally.Searches += type == EventTypes.Search ? 1 : 0;
        if (kind is { } liking && productId is not null && !NonProducts.Contains(productId))
        {
            tally.Products.Add(productId);
            _trail.Add((new Interaction(productId, occurredAt.ToUniversalTime(), liking), null));
        }

        return this;
    }

    public CustomerHistory Build(string customerId)
    {
        Order(_trail, Compare);
        Order(_orders, CustomerHistory.Compare);
        return new CustomerHistory
        {
            CustomerId = customerId,
            Orders = [.. _orders],
            Browsing = _days is null ? [] : [.. _days.Select(day => new BrowsingDay(day.Key, day.Value.Views, day.Value.Carts, day.Value.Searches, day.Value.Products.Count))],
            Trail = Latest(),
        };
    }

    /// <summary>Sorts what does not come in order already, as most histories do.</summary>
    private static void Order<T>(List<T> items, Comparison<T> compare)
    {
        for (var i = 1; i < items.Count; i++)
        {
            if (compare(items[i - 1], items[i]) > 0)
            {
                items.Sort(compare);
                return;
            }
        }
    }

    private Interaction[] Latest()
    {
        var latest = new Interaction[Math.Min(_trail.Count, CustomerHistory.MostTrail)];
        for (var i = 1; i <= latest.Length; i++)
        {
            latest[^i] = _trail[^i].Interaction;
        }

        return latest;
    }

    private static int Compare((Interaction Interaction, string? OrderId) a, (Interaction Interaction, string? OrderId) b)
    {
        var order = Nullable.Compare(a.Interaction.At, b.Interaction.At);
        order = order != 0 ? order : ((int)a.Interaction.Kind).CompareTo((int)b.Interaction.Kind);
        order = order != 0 ? order : string.CompareOrdinal(a.OrderId, b.OrderId);
        return order != 0 ? order : string.CompareOrdinal(a.Interaction.ProductId, b.Interaction.ProductId);
    }

    private sealed class DayTally
    {
        public int Views { get; set; }

        public int Carts { get; set; }

        public int Searches { get; set; }

        public HashSet<string> Products { get; } = new(StringComparer.Ordinal);
    }
}

using System.Globalization;
using System.Text;
using Insight.Features;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Tests.Refresh;

/// <summary>A seeded export in Online Retail's columns, with cancellations and several lines an order, and the same orders as a request would send them.</summary>
internal sealed class SampleShop
{
    private const string Header = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n";

    private readonly SortedDictionary<string, List<(string Id, DateTimeOffset At, List<OrderLine> Lines)>> _customers = new(StringComparer.Ordinal);

    public SampleShop(int customers, int seed)
    {
        var random = new Random(seed);
        var invoice = 500_000;
        for (var c = 0; c < customers; c++)
        {
            var orders = new List<(string, DateTimeOffset, List<OrderLine>)>();
            for (var o = random.Next(1, 6); o > 0; o--)
            {
                var cancelled = random.Next(8) == 0;
                var at = new DateTimeOffset(2020, 6, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(0, 500 * 24 * 60));
                var lines = Enumerable.Range(0, random.Next(1, 5)).Select(i => new OrderLine(
                    string.Create(CultureInfo.InvariantCulture, $"{85000 + (i * 1000) + random.Next(900)}"), (cancelled ? -1 : 1) * random.Next(1, 12), random.Next(1, 4000) / 100.0)).ToList();
                orders.Add(($"{(cancelled ? "C" : "")}{++invoice}", at, lines));
            }

            _customers[$"{13_000 + c}"] = orders;
        }
    }

    public IEnumerable<string> Ids => _customers.Keys;

    /// <summary>Times in the file are London's, without a zone.</summary>
    public string Csv(Shop shop, Func<DateTimeOffset, bool>? when = null)
    {
        var text = new StringBuilder(Header);
        foreach (var (customer, orders) in _customers)
        {
            foreach (var (id, at, lines) in orders.Where(order => when?.Invoke(order.At) != false))
            {
                foreach (var line in lines)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{id},{line.ProductId},Thing,{line.Quantity},{TimeZoneInfo.ConvertTime(at, shop.TimeZone):yyyy-MM-dd HH:mm:ss},{line.UnitPrice},{customer},France\n");
                }
            }
        }

        return text.ToString();
    }

    public CustomerHistory History(Shop shop, string customer)
    {
        var builder = new HistoryBuilder(shop);
        foreach (var (id, at, lines) in _customers[customer])
        {
            builder.Add(id, at, [.. lines]);
        }

        return builder.Build(customer);
    }
}

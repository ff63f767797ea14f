using System.Globalization;

namespace Insight.LocalHost.Demo;

/// <summary>
/// A made-up shop for tea whose customers follow a known process, so that what the system finds can be held against what is true.
/// </summary>
internal sealed class DemoShop
{
    private static readonly string[] First = ["ada", "ben", "clara", "david", "elif", "finn", "greta", "hugo", "ida", "jonas", "klara", "leo", "mia", "noah", "olga", "paul", "rosa", "sami", "tilda", "yusuf"];
    private static readonly string[] Last = ["adler", "berg", "conti", "dahl", "ernst", "fuchs", "garcia", "holm", "ivanov", "jansen", "keller", "lang", "meyer", "novak", "olsen", "peters", "roth", "silva", "thoma", "weber"];
    private static readonly string[] Countries = ["GB", "GB", "GB", "GB", "GB", "IE", "IE", "FR", "NL", "DE"];

    private readonly DemoRandom _random;
    private readonly DemoSeason _season;
    private readonly TimeZoneInfo _zone;
    private readonly int _days;

    private DemoShop(DemoOptions options)
    {
        Options = options;
        _random = new DemoRandom(options.Seed);
        _days = options.End.DayNumber - options.Start.DayNumber + 1;
        _season = new DemoSeason(options.Start, _days + options.FutureDays);
        _zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        Customers = [.. Enumerable.Range(0, options.Customers + options.Loyal + options.DecemberGuests).Select(MakeCustomer)];
        Orders = MakeOrders();
    }

    public DemoOptions Options { get; }

    public IReadOnlyList<DemoCustomer> Customers { get; }

    /// <summary>In the order of time, up to the last day of the files.</summary>
    public IReadOnlyList<DemoOrder> Orders { get; }

    public static DemoShop Generate(DemoOptions options) => new(options);

    /// <summary>What was planted; <paramref name="dirt"/> is what the writer of the files added.</summary>
    public DemoTruths Truths(IReadOnlyDictionary<string, int> dirt)
    {
        var bought = Customers.Where(customer => customer.PurchaseDays.Any(day => day < _days)).ToList();
        var returned = Orders.Sum(order => order.Refunded ? order.Total : order.Lines.Where(line => line.Returned).Sum(line => line.UnitPrice * line.Quantity));
        return new DemoTruths
        {
            Customers = bought.Count,
            Orders = Orders.Count,
            Returned = returned,
            NetRevenue = Orders.Sum(order => order.Total) - returned,
            LoyalEmails = [.. bought.Where(customer => customer.Kind == DemoKind.Loyal).Select(customer => customer.Email)],
            DecemberGuests = bought.Count(customer => customer.Kind == DemoKind.DecemberGuest),
            OneOff = bought.Count(customer => customer.PurchaseDays.Count(day => day < _days) == 1),
            Future = bought.ToDictionary(customer => customer.Email, customer => customer.PurchaseDays.Count(day => day >= _days), StringComparer.Ordinal),
            DirtyRows = dirt,
            DecemberFactor = DemoSeason.MonthFactor(12),
            Options = Options,
        };
    }

    /// <summary>What a product costs on a day: one of them changes its price during the year.</summary>
    public decimal PriceOf(DemoProduct product, DateOnly day) => product.Id == Options.RepricedProduct && day >= Options.RepricedOn
        ? Math.Round(product.Price * Options.RepricedFactor, 1)
        : product.Price;

    private DemoCustomer MakeCustomer(int number)
    {
        var kind = number < Options.Customers ? DemoKind.Ordinary : number < Options.Customers + Options.Loyal ? DemoKind.Loyal : DemoKind.DecemberGuest;
        var email = string.Create(CultureInfo.InvariantCulture, $"{First[number % First.Length]}.{Last[number / First.Length % Last.Length]}{number:0000}@example.com");
        var days = kind switch
        {
            DemoKind.Ordinary => OrdinaryDays(),
            DemoKind.Loyal => LoyalDays(),
            _ => GuestDays(),
        };
        var rate = _random.Gamma(Options.Q, Options.V);
        return new DemoCustomer(number, email, Countries[_random.Below(Countries.Length)], _random.Chance(0.6), kind, days, rate);
    }

    /// <summary>First purchase somewhere in the year (more of them early: the shop was there before), then BG/NBD on the season's clock.</summary>
    private List<int> OrdinaryDays()
    {
        var clock = _season.At(_days) * Math.Pow(_random.Uniform(), 1.35);
        var rate = _random.Gamma(Options.R, Options.Alpha * 7);
        var dropout = _random.Beta(Options.A, Options.B);
        var days = new List<int>();
        while (_season.DayOf(clock) is { } day)
        {
            if (days.Count == 0 || days[^1] != day)
            {
                days.Add(day);
            }

            if (_random.Chance(dropout))
            {
                break;
            }

            clock += _random.Exponential(rate);
        }

        return days;
    }

    private List<int> LoyalDays()
    {
        var days = new List<int>();
        for (var day = (double)_random.Below(120); day < _days + Options.FutureDays; day += Math.Max(7, 28 + (4 * _random.Normal())))
        {
            days.Add((int)day);
        }

        return days;
    }

    private List<int> GuestDays()
    {
        var advent = new DateOnly(Options.Start.Year, 11, 25).DayNumber - Options.Start.DayNumber;
        return [advent + _random.Below(28)];
    }

    private List<DemoOrder> MakeOrders()
    {
        var visits = Customers
            .SelectMany(customer => customer.PurchaseDays.Where(day => day < _days).Select(day => (Customer: customer, Day: day)))
            .OrderBy(visit => visit.Day).ThenBy(visit => visit.Customer.Number).ToList();
        var orders = new List<DemoOrder>(visits.Count);
        foreach (var dayVisits in visits.GroupBy(visit => visit.Day))
        {
            var day = Options.Start.AddDays(dayVisits.Key);
            var times = dayVisits.Select(_ => 8 * 3600 + _random.Below(14 * 3600)).Order().ToList();
            foreach (var (visit, seconds) in dayVisits.Zip(times))
            {
                var local = day.ToDateTime(TimeOnly.MinValue).AddSeconds(seconds);
                var id = string.Create(CultureInfo.InvariantCulture, $"#{1001 + orders.Count}");
                var value = _random.Gamma(Options.P, visit.Customer.SpendRate);
                orders.Add(new DemoOrder(id, visit.Customer, visit.Day, new DateTimeOffset(local, _zone.GetUtcOffset(local)), [], day < Options.JsonFrom && _random.Chance(Options.RefundedOrders))
                {
                    Lines = Basket(value, day),
                });
            }
        }

        return orders;
    }

    /// <summary>Products whose sum comes close to the value that the spend model drew.</summary>
    private List<DemoLine> Basket(double value, DateOnly day)
    {
        var lines = new List<DemoLine>();
        var left = (decimal)value;
        while (lines.Count < 6)
        {
            var affordable = DemoProduct.All.Where(product => PriceOf(product, day) <= left && lines.TrueForAll(line => line.Product != product)).ToList();
            if (affordable.Count == 0)
            {
                break;
            }

            // Later lines take the dearest that fits, so that little is left over.
            var product = lines.Count < 2 ? affordable[_random.Below(affordable.Count)] : affordable.MaxBy(candidate => PriceOf(candidate, day))!; // not empty
            var price = PriceOf(product, day);
            var quantity = (int)Math.Clamp(left / price, 1, lines.Count == 0 ? 2 : 1);
            lines.Add(new DemoLine(product, quantity, price, Returned: false));
            left -= price * quantity;
        }

        if (lines.Count == 0)
        {
            var cheapest = DemoProduct.All.MinBy(product => product.Price)!; // the catalogue is not empty
            lines.Add(new DemoLine(cheapest, 1, PriceOf(cheapest, day), Returned: false));
        }

        if (lines.Count > 1 && day >= Options.JsonFrom && _random.Chance(Options.ReturnedLines))
        {
            lines[^1] = lines[^1] with { Returned = true };
        }

        return lines;
    }
}

using Insight.LocalHost.Demo;

namespace Insight.LocalHost.Tests.Demo;

public sealed class DemoShopTests : IDisposable
{
    private static readonly DemoShop Shop = DemoShop.Generate(new DemoOptions());
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "insight-tests", Guid.NewGuid().ToString("n"));

    [Fact]
    public void Write_SameSeed_SameBytes()
    {
        var (first, truths) = DemoFiles.Write(Shop, Path.Combine(_folder, "1"));
        var (second, again) = DemoFiles.Write(DemoShop.Generate(new DemoOptions()), Path.Combine(_folder, "2"));

        Assert.Equal(5, first.Count);
        foreach (var (a, b) in first.Zip(second))
        {
            Assert.Equal(File.ReadAllBytes(a), File.ReadAllBytes(b));
        }

        Assert.Equal(truths.NetRevenue, again.NetRevenue);
        Assert.Equal(truths.DirtyRows, again.DirtyRows);
    }

    [Fact]
    public void Write_OtherSeed_OtherBytes()
    {
        var (first, _) = DemoFiles.Write(Shop, Path.Combine(_folder, "1"));
        var (second, _) = DemoFiles.Write(DemoShop.Generate(new DemoOptions { Seed = 1 }), Path.Combine(_folder, "2"));

        Assert.NotEqual(File.ReadAllBytes(first[^1]), File.ReadAllBytes(second[^1]));
    }

    [Fact]
    public void Truths_AreThoseOfTheOrders()
    {
        var (_, truths) = DemoFiles.Write(Shop, _folder);

        Assert.InRange(truths.Customers, 3000, 4000);
        Assert.Equal(Shop.Orders.Select(order => order.Customer.Email).Distinct().Count(), truths.Customers);
        Assert.Equal(220, truths.LoyalEmails.Count);
        Assert.Equal(320, truths.DecemberGuests);
        Assert.InRange((double)(truths.Returned / truths.NetRevenue), 0.01, 0.08);
        Assert.All(truths.DirtyRows, kind => Assert.True(kind.Value > 0, kind.Key));
        Assert.Equal(["in two files", "no date", "no order id", "no such day", "other currency", "price below zero", "row twice"], truths.DirtyRows.Keys);
        Assert.InRange(truths.Future.Values.Sum(), 1000, 5000);
    }

    [Fact]
    public void Orders_FollowThePlantedSeasonAndPrice()
    {
        var december = Shop.Orders.Where(order => order.OrderedAt.Month == 12).Sum(order => order.Total);
        var mean = Shop.Orders.Sum(order => order.Total) / 12;
        var prices = Shop.Orders.SelectMany(order => order.Lines.Select(line => (order.Day, line)))
            .Where(sold => sold.line.Product.Id == Shop.Options.RepricedProduct).ToLookup(sold => sold.Day >= Shop.Options.RepricedOn.DayNumber - Shop.Options.Start.DayNumber, sold => sold.line.UnitPrice);

        // The December guests come on top of the season, so the peak is at least the planted one.
        Assert.True((double)(december / mean) > DemoShopSeason(), $"December is {december / mean:0.00} of a mean month");
        Assert.Equal([8.5m], prices[false].Distinct());
        Assert.Equal([9.8m], prices[true].Distinct());
    }

    [Fact]
    public void Spend_FollowsTheGammaGammaMean()
    {
        // E = p v / (q − 1) over customers; baskets of whole products stay a little below what was drawn.
        var options = Shop.Options;
        var perCustomer = Shop.Orders.GroupBy(order => order.Customer.Email).Select(orders => (double)orders.Average(order => order.Total)).Average();

        Assert.InRange(perCustomer / (options.P * options.V / (options.Q - 1)), 0.85, 1.05);
    }

    [Fact]
    public void Gamma_HasItsMeanAndVariance()
    {
        var random = new DemoRandom(3);
        foreach (var (shape, rate) in new[] { (0.5, 2.0), (4.0, 0.5) })
        {
            var drawn = Enumerable.Range(0, 40_000).Select(_ => random.Gamma(shape, rate)).ToList();
            var mean = drawn.Average();

            Assert.Equal(1, mean / (shape / rate), 0.03);
            Assert.Equal(1, drawn.Average(x => (x - mean) * (x - mean)) / (shape / rate / rate), 0.08);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static double DemoShopSeason() => 0.9 * DemoSeason.MonthFactor(12);
}

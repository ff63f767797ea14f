using Insight.Reports;

namespace Insight.Tests.Reports;

public sealed class RevenueAtRiskTests
{
    [Fact]
    public void Of_TenCustomers_TakesTheTopFifthAndHalfTheirMean()
    {
        // Top two by revenue: 1000 at 0.9 and 900 at 0.1; their mean is 0.5, so below 0.25 is at risk.
        var customers = Enumerable.Range(0, 8).Select(i => Customer($"small{i}", 10, 0.01)).Append(Customer("safe", 1000, 0.9)).Append(Customer("fading", 900, 0.1)).ToList();

        var risk = RevenueAtRisk.Of(customers)!;

        Assert.Equal(2, risk.Valuable);
        Assert.Equal(0.25, risk.Threshold, 12);
        Assert.Equal("fading", Assert.Single(risk.Customers).CustomerId);
        Assert.Equal(900, risk.Revenue);
        Assert.Equal(1900, risk.ValuableRevenue);
        Assert.Equal(7, risk.ExpectedValue);
    }

    [Fact]
    public void Of_LongGone_AreNotCounted() =>
        Assert.Null(RevenueAtRisk.Of([Customer("gone", 5000, 0.01) with { RecencyDays = 366 }]));

    [Fact]
    public void Of_NotScored_IsNull() => Assert.Null(RevenueAtRisk.Of([Customer("new", 50, 0.5) with { PurchaseProbability = null }]));

    private static ScoredCustomer Customer(string id, double revenue, double probability) =>
        new(id, 3, revenue, 30, 2, revenue / 3, "Loyal", "s", probability, 1, 0.5, 7, 1, 9, "model");
}

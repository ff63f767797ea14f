using Insight.Features;

namespace Insight.Tests.Features;

public sealed class RfmThresholdsTests
{
    private static readonly DateOnly Today = new(2020, 6, 30);

    /// <summary>Ten customers: recency 10, 20, …, 100 days; frequency 0 for six of them, then 1, 2, 3, 4; monetary 1 … 10 downwards.</summary>
    private static readonly RfmThresholds Ten = RfmThresholds.Fit(
        Enumerable.Range(1, 10).Select(i => (10.0 * i, Math.Max(0, i - 6), 11.0 - i)));

    [Fact]
    public void Fit_TenCustomers_HandWorkedBounds()
    {
        Assert.Equal([20, 40, 60, 80], Ten.RecencyDays);
        Assert.Equal([0, 0, 0, 2], Ten.Frequency);
        Assert.Equal([2, 4, 6, 8], Ten.Monetary);
    }

    [Theory]
    [InlineData(20, 0, 10, 5, 1, 5)]
    [InlineData(21, 0, 2, 4, 1, 1)]
    [InlineData(80, 1, 3, 2, 4, 2)]
    [InlineData(81, 3, 8.5, 1, 5, 5)]
    public void Score_TiesShareAQuintile(int recencyDays, int repeats, double monetary, int r, int f, int m)
    {
        var orders = Enumerable.Range(0, repeats + 1).Select(i => Histories.Order($"o{i}", Today.AddDays(-recencyDays - repeats + i), monetary));
        var score = Ten.Score(Histories.Of([.. orders]), Histories.EndOf(Today));

        Assert.Equal((recencyDays, repeats, r, f, m), (score.RecencyDays, score.Frequency, score.R, score.F, score.M));
        Assert.Equal(monetary, score.Monetary, 1e-12);
        Assert.Equal(RfmGroups.Of(r, f, m), score.Group);
    }

    /// <summary>Every one of the ten, worked by hand from the bounds above.</summary>
    [Theory]
    [InlineData(1, 5, 1, 5, "Active")]
    [InlineData(2, 5, 1, 5, "Active")]
    [InlineData(3, 4, 1, 4, "Active")]
    [InlineData(4, 4, 1, 4, "Active")]
    [InlineData(5, 3, 1, 3, "Needs attention")]
    [InlineData(6, 3, 1, 3, "Needs attention")]
    [InlineData(7, 2, 4, 2, "At risk")]
    [InlineData(8, 2, 4, 2, "At risk")]
    [InlineData(9, 1, 5, 1, "At risk")]
    [InlineData(10, 1, 5, 1, "At risk")]
    public void Score_TenCustomers_HandWorkedGroups(int i, int r, int f, int m, string group)
    {
        var first = Today.AddDays((-10 * i) - Math.Max(0, i - 6));
        var orders = Enumerable.Range(0, 1 + Math.Max(0, i - 6)).Select(day => Histories.Order($"o{day}", first.AddDays(day), 11 - i));
        var score = Ten.Score(Histories.Of([.. orders]), Histories.EndOf(Today));
        Assert.Equal((r, f, m, group), (score.R, score.F, score.M, score.Group));
    }

    [Theory]
    [InlineData(5, 5, 5, "Champions")]
    [InlineData(5, 3, 5, "Champions")]
    [InlineData(5, 4, 3, "Active")]
    [InlineData(5, 1, 2, "New")]
    [InlineData(4, 4, 4, "Loyal")]
    [InlineData(4, 2, 2, "Active")]
    [InlineData(4, 1, 1, "Promising")]
    [InlineData(3, 5, 3, "Loyal")]
    [InlineData(3, 3, 3, "Needs attention")]
    [InlineData(3, 1, 2, "Almost lost")]
    [InlineData(2, 5, 4, "Previously loyal")]
    [InlineData(2, 4, 4, "At risk")]
    [InlineData(2, 1, 1, "Almost lost")]
    [InlineData(1, 5, 5, "Previously loyal")]
    [InlineData(1, 3, 3, "At risk")]
    [InlineData(1, 2, 3, "Dormant")]
    public void Of_HandWorkedGrid(int r, int f, int m, string group) => Assert.Equal(group, RfmGroups.Of(r, f, m));

    [Fact]
    public void Of_CoversTheGridWithAllTenGroupsOfBuyers()
    {
        var found = from r in Enumerable.Range(1, 5) from f in Enumerable.Range(1, 5) from m in Enumerable.Range(1, 5) select RfmGroups.Of(r, f, m);
        Assert.Equal(RfmGroups.All.Where(group => group != RfmGroups.Prospects).Order(), found.Distinct().Order());
    }

    [Fact]
    public void Score_NothingBought_IsAProspect() =>
        Assert.Equal(RfmGroups.Prospects, Ten.Score(Histories.Of(), Histories.EndOf(Today)).Group);

    [Fact]
    public void Score_NobodyToCompareWith_IsInTheMiddle()
    {
        var score = RfmThresholds.Fit([]).Score(Histories.Of(Histories.Order("a", Today, 5)), Histories.EndOf(Today));
        Assert.Equal((3, 3, 3), (score.R, score.F, score.M));
    }

    [Fact]
    public void Fit_OrderOfCustomers_DoesNotMatter()
    {
        var customers = Enumerable.Range(1, 57).Select(i => ((i * 37 % 61) * 1.0, i % 4, i * 1.5 % 9)).ToList();
        var forward = RfmThresholds.Fit(customers);
        customers.Reverse();
        Assert.Equivalent(forward, RfmThresholds.Fit(customers), strict: true);
    }
}

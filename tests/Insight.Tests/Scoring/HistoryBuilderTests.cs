using Insight.Features;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Tests.Scoring;

public sealed class HistoryBuilderTests
{
    [Fact]
    public void Add_LinesOfEveryKind_AreSummedAsTheLakeDoes()
    {
        var shop = new Shop
        {
            Id = ShopId.Parse("builder"),
            Currency = "GBP",
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London"),
            Salt = new byte[32],
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        var history = new HistoryBuilder(shop)
            .Add("2", new DateTimeOffset(2021, 6, 30, 23, 30, 0, TimeSpan.Zero), [new("a", 2, 1.5), new("a", 1, 2), new("b", 1, 0), new("d", -2, 5)])
            .Add("1", new DateTimeOffset(2021, 1, 1, 10, 0, 0, TimeSpan.FromHours(2)), [new("a", -1, 7)])
            .Build("x");

        Assert.Equal(["1", "2"], history.Orders.Select(order => order.OrderId));
        Assert.Equal(new HistoryOrder("1", new DateTimeOffset(2021, 1, 1, 8, 0, 0, TimeSpan.Zero), new DateOnly(2021, 1, 1), 0, 7, 0, 0), history.Orders[0]);
        // 23:30 UTC in June is the next day in London.
        Assert.Equal(new HistoryOrder("2", new DateTimeOffset(2021, 6, 30, 23, 30, 0, TimeSpan.Zero), new DateOnly(2021, 7, 1), 5, 10, 4, 2), history.Orders[1]);
        Assert.False(history.Orders[0].IsPurchase);
    }
}

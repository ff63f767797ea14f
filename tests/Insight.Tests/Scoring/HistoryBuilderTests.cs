using Insight.Features;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Tests.Scoring;

public sealed class HistoryBuilderTests
{
    private static readonly Shop London = new()
    {
        Id = ShopId.Parse("builder"),
        Currency = "GBP",
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London"),
        Salt = new byte[32],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void Add_LinesOfEveryKind_AreSummedAsTheLakeDoes()
    {
        var history = new HistoryBuilder(London)
            .Add("2", new DateTimeOffset(2021, 6, 30, 23, 30, 0, TimeSpan.Zero), [new("a", 2, 1.5), new("a", 1, 2), new("b", 1, 0), new("d", -2, 5)])
            .Add("1", new DateTimeOffset(2021, 1, 1, 10, 0, 0, TimeSpan.FromHours(2)), [new("a", -1, 7)])
            .Build("x");

        Assert.Equal(["1", "2"], history.Orders.Select(order => order.OrderId));
        Assert.Equal(new HistoryOrder("1", new DateTimeOffset(2021, 1, 1, 8, 0, 0, TimeSpan.Zero), new DateOnly(2021, 1, 1), 0, 7, 0, 0), history.Orders[0]);
        // 23:30 UTC in June is the next day in London.
        Assert.Equal(new HistoryOrder("2", new DateTimeOffset(2021, 6, 30, 23, 30, 0, TimeSpan.Zero), new DateOnly(2021, 7, 1), 5, 10, 4, 2), history.Orders[1]);
        Assert.False(history.Orders[0].IsPurchase);
    }

    [Theory]
    [InlineData("view_item", "add_to_cart", true)]
    [InlineData("add_to_cart", "view_item", true)]
    [InlineData("add_to_cart", "view_item", false)]
    public void Trail_OfOneMoment_GoesFromLookingToBuying_HoweverItComes(string first, string second, bool orderFirst)
    {
        var at = new DateTimeOffset(2021, 1, 1, 10, 0, 0, TimeSpan.Zero);
        var builder = new HistoryBuilder(London);
        if (orderFirst)
        {
            builder.Add("1", at, [new("a", 1, 1)]);
        }

        builder.AddEvent(first, at, "a").AddEvent(second, at, "a");
        if (!orderFirst)
        {
            builder.Add("1", at, [new("a", 1, 1)]);
        }

        Assert.Equal([InteractionKind.View, InteractionKind.Cart, InteractionKind.Purchase], builder.Build("x").Trail.Select(step => step.Kind));
    }
}

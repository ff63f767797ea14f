using System.Text.Json;
using Insight.Features;
using Insight.Functions.Http;
using Insight.Shops;

namespace Insight.Functions.Tests.Http;

public sealed class ScoresRequestReaderTests
{
    internal static readonly Shop Berlin = new()
    {
        Id = ShopId.Parse("berlin"),
        Currency = "EUR",
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        Salt = new byte[32],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void Read_SumsLinesToOrdersInTheShopsDays()
    {
        var request = Read("""
            {"customers": [{"id": "c1", "orders": [
                {"orderId": "2", "orderedAt": "2024-03-01T23:30:00Z", "lines": [{"productId": "a", "quantity": 2, "unitPrice": 10.5}, {"productId": "b", "quantity": -1, "unitPrice": 4}]},
                {"orderId": "1", "orderedAt": "2024-01-01T10:00:00+01:00", "lines": [{"productId": "a", "quantity": 1, "unitPrice": 3}]}]}]}
            """);

        var history = Assert.Single(request.Customers);
        Assert.Equal(["1", "2"], history.Orders.Select(order => order.OrderId));
        Assert.Equal(21, history.Orders[1].Revenue);
        Assert.Equal(4, history.Orders[1].Returned);
        Assert.Equal(new DateOnly(2024, 3, 2), history.Orders[1].Day);
    }

    [Fact]
    public void Read_Events_AreDaysAndSteps()
    {
        var history = Assert.Single(Read("""
            {"customers": [{"events": [
                {"type": "add_to_cart", "occurredAt": "2024-03-01T23:31:00Z", "productId": "mug"}, {"type": "view_item", "occurredAt": "2024-03-01T23:30:00Z", "productId": "mug"},
                {"type": "search", "occurredAt": "2024-03-01T10:00:00Z"}, {"type": "purchase", "occurredAt": "2024-03-05T10:00:00Z", "productId": "mug"}]}]}
            """).Customers);

        Assert.Equal([new BrowsingDay(new DateOnly(2024, 3, 1), 0, 0, 1, 0), new BrowsingDay(new DateOnly(2024, 3, 2), 1, 1, 0, 1)], history.Browsing);
        Assert.Equal([("mug", InteractionKind.View), ("mug", InteractionKind.Cart)], history.Trail.Select(step => (step.ProductId, step.Kind)));
    }

    [Theory]
    [InlineData("""{"customerIds": ["a"]}""", false)]
    [InlineData("""{"customerIds": ["a"], "reasons": true}""", true)]
    public void Read_Reasons_OnlyWhereAskedFor(string json, bool expected) => Assert.Equal(expected, Read(json).Reasons);

    [Theory]
    [InlineData("""{}""", "customerIds")]
    [InlineData("""{"customerIds": [""]}""", "customerIds[0]")]
    [InlineData("""{"customerIds": ["a"], "models": ["purchase", "weather"]}""", "models[1]")]
    [InlineData("""{"customerIds": ["a"], "asOf": "soon"}""", "asOf")]
    [InlineData("""{"customers": [null]}""", "customers[0]")]
    [InlineData("""{"customers": [{"orders": [{"orderedAt": "2024-01-01T10:00:00Z"}]}]}""", "customers[0].orders[0].orderId")]
    [InlineData("""{"customers": [{"orders": [{"orderId": "1", "orderedAt": "2024-01-01T10:00:00"}]}]}""", "customers[0].orders[0].orderedAt")]
    [InlineData("""{"customers": [{"orders": [{"orderId": "1", "orderedAt": "2024-01-01T10:00:00Z"}, {"orderId": "1", "orderedAt": "2024-01-01T10:00:00Z"}]}]}""", "customers[0].orders[1].orderId")]
    [InlineData("""{"customers": [{"orders": [{"orderId": "1", "orderedAt": "2024-01-01T10:00:00Z", "lines": [{"productId": "a", "unitPrice": 1}]}]}]}""", "customers[0].orders[0].lines[0].quantity")]
    [InlineData("""{"customers": [{"orders": [{"orderId": "1", "orderedAt": "2024-01-01T10:00:00Z", "lines": [{"productId": "a", "quantity": 1, "unitPrice": -1}]}]}]}""", "customers[0].orders[0].lines[0].unitPrice")]
    [InlineData("""{"customers": [{"events": [null]}]}""", "customers[0].events[0].type")]
    [InlineData("""{"customers": [{"events": [{"type": "search", "occurredAt": "2024-01-01T10:00:00Z"}, {"type": "View", "occurredAt": "2024-01-01T10:00:00Z"}]}]}""", "customers[0].events[1].type")]
    [InlineData("""{"customers": [{"events": [{"type": "view_item", "occurredAt": "2024-01-01", "productId": "a"}]}]}""", "customers[0].events[0].occurredAt")]
    public void Read_BadField_IsNamed(string json, string field) =>
        Assert.Equal([field], Assert.Throws<InvalidFieldsException>(() => Read(json)).Errors.Keys);

    [Fact]
    public void Read_MoreThanAThousand_IsRefused()
    {
        var sent = new ScoresRequest(CustomerIds: [.. Enumerable.Repeat("a", ScoresRequestReader.MaxCustomers + 1)]);

        Assert.Equal(["customerIds"], Assert.Throws<InvalidFieldsException>(() => ScoresRequestReader.Read(sent, Berlin)).Errors.Keys);
    }

    private static Scoring.ScoreRequest Read(string json) =>
        ScoresRequestReader.Read(JsonSerializer.Deserialize<ScoresRequest>(json, ApiJson.Requests)!, Berlin);
}

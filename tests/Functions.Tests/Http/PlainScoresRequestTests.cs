using System.Globalization;
using System.Text;
using System.Text.Json;
using Insight.Features;
using Insight.Functions.Http;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Functions.Tests.Http;

public sealed class PlainScoresRequestTests
{
    private static readonly Shop Berlin = ScoresRequestReaderTests.Berlin;

    [Theory]
    [InlineData("""{"customerIds": ["a", "b"], "asOf": "2024-03-01", "reasons": true, "models": ["value"]}""")]
    [InlineData("""{"customers": [{"orders": []}], "customerIds": null, "models": null, "asOf": null}""")]
    [InlineData("""{"customers": [{"id": null, "orders": null, "events": null}, {"events": [{"type": "search", "occurredAt": "2024-01-01T10:00:00Z", "productId": null}]}]}""")]
    [InlineData("""{"customers": [{"events": [{"productId": "", "occurredAt": "2024-01-01T10:00:00+02:00", "type": "view_item"}], "id": "gr\u00fcn", "orders": []}]}""")]
    [InlineData("""{"customers": [{"orders": [{"lines": null, "orderedAt": "2024-01-01T10:00:00Z", "orderId": "1"}, {"orderId": "2", "orderedAt": "2024-01-01T10:00Z"}]}]}""")]
    public void TryRead_WhatIsRight_IsReadAsTheOthersReadIt(string json)
    {
        var plain = PlainScoresRequest.TryRead(Encoding.UTF8.GetBytes(json), Berlin);

        Assert.NotNull(plain);
        Assert.Equal(Describe(Reference(json)!), Describe(plain));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""[{"customerIds": ["a"]}]""")]
    [InlineData("""{"customerIds": ["a"]} x""")]
    [InlineData("""{"customerIds": ["a"], "weather": 1}""")]
    [InlineData("""{"customerIds": ["a"], "models": ["weather"]}""")]
    [InlineData("""{"customerIds": ["a"], "asOf": "soon"}""")]
    [InlineData("""{"customerIds": ["a"], "reasons": null}""")]
    [InlineData("""{"customerIds": [7]}""")]
    [InlineData("""{"customers": [5]}""")]
    [InlineData("""{"customers": [{"orders": [{"orderId": "1", "orderedAt": "2024-01-01T10:00:00"}]}]}""")]
    [InlineData("""{"customers": [{"orders": [{"orderId": "1", "orderedAt": "2024-01-01T10:00:00Z", "lines": [{"productId": "a", "quantity": 1e999, "unitPrice": 1}]}]}]}""")]
    [InlineData("""{"customers": [{"orders": [{"orderId": "1", "orderedAt": "2024-01-01T10:00:00Z"}, {"orderId": "1", "orderedAt": "2024-01-01T10:00:00Z"}]}]}""")]
    public void TryRead_WhatIsWrong_IsLeftToTheOthers(string json) => Assert.Null(PlainScoresRequest.TryRead(Encoding.UTF8.GetBytes(json), Berlin));

    [Theory]
    [InlineData("customerIds", "\"a\"")]
    [InlineData("customers", "{}")]
    public void TryRead_MoreThanAThousand_IsLeftToTheOthers(string field, string entry)
    {
        Assert.NotNull(Read(1000));
        Assert.Null(Read(1001));

        ScoreRequest? Read(int count) => PlainScoresRequest.TryRead(Encoding.UTF8.GetBytes($$"""{"{{field}}": [{{string.Join(',', Enumerable.Repeat(entry, count))}}]}"""), Berlin);
    }

    [Theory]
    [InlineData("1000000", "10000000", true)]
    [InlineData("-1000000", "0", true)]
    [InlineData("1000001", "1", false)]
    [InlineData("-1000001", "1", false)]
    [InlineData("1", "10000001", false)]
    [InlineData("1", "-0.01", false)]
    public void TryRead_QuantityAndPrice_AreTakenAsTheOthersTakeThem(string quantity, string price, bool taken)
    {
        var json = $$"""{"customers": [{"orders": [{"orderId": "1", "orderedAt": "2024-01-01T10:00:00Z", "lines": [{"productId": "a", "quantity": {{quantity}}, "unitPrice": {{price}}}]}]}]}""";

        Assert.Equal(taken, PlainScoresRequest.TryRead(Encoding.UTF8.GetBytes(json), Berlin) is not null);
        Assert.Equal(taken, Reference(json) is not null);
    }

    /// <summary>Whatever it takes, however broken, the others would have taken and read alike.</summary>
    [Fact]
    public void TryRead_BrokenAtRandom_TakesNothingThatTheOthersRefuse() =>
        BrokenJson.IsReadAlike(11, Sent, json => PlainScoresRequest.TryRead(Encoding.UTF8.GetBytes(json), Berlin) is { } read ? Describe(read) : null, json => Reference(json) is { } read ? Describe(read) : null);

    private static string Sent(Random random)
    {
        var orders = Enumerable.Range(0, random.Next(4)).Select(order => new SentOrder(
            $"o{order}", At(random), [.. Enumerable.Range(0, random.Next(3)).Select(_ => new SentLine($"p{random.Next(3)}", random.Next(-2, 5), random.Next(0, 900) / 7.0))]));
        var events = Enumerable.Range(0, random.Next(4)).Select(_ => new SentEvent(EventTypes.All.ElementAt(random.Next(EventTypes.All.Count)), At(random), random.Next(2) == 0 ? null : $"p{random.Next(3)}"));
        return JsonSerializer.Serialize(
            new ScoresRequest(Customers: [new SentCustomer([.. orders], random.Next(2) == 0 ? "c1" : null, [.. events])], AsOf: random.Next(2) == 0 ? "2024-05-01" : null), ApiJson.Requests);
    }

    private static string At(Random random) =>
        new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(200_000)).ToString(random.Next(2) == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);

    /// <summary>What the other way reads; null where it refuses.</summary>
    private static ScoreRequest? Reference(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ScoresRequest>(json, ApiJson.Requests) is { } sent ? ScoresRequestReader.Read(sent, Berlin) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidFieldsException)
        {
            return null;
        }
    }

    private static string Describe(ScoreRequest request) => JsonSerializer.Serialize(request);
}

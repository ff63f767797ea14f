using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Insight.Functions.Http;
using Insight.Recommendations;

namespace Insight.Functions.Tests.Http;

public sealed class PlainRecommendationsRequestTests
{
    private static readonly JsonSerializerOptions Telling = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"customerId": "gr\u00fcn", "session": ["a", "b", "a"], "count": 200, "exclude": [], "scenario": "cart"}""")]
    [InlineData("""{"customerId": null, "session": null, "exclude": null, "excludeSeen": null, "filter": null, "diversity": null, "asOf": null, "runId": null}""")]
    [InlineData("""{"excludeSeen": false, "diversity": 1e-1, "asOf": "2024-03-01", "runId": "r1", "scenario": "again"}""")]
    [InlineData("""{"filter": {"category": "Shoes", "priceMin": 1, "priceMax": 2.5, "inStock": true}, "scenario": "product"}""")]
    [InlineData("""{"filter": {"category": null, "priceMin": null, "priceMax": null, "inStock": null}, "session": [""], "count": -3}""")]
    [InlineData("""{"session": ["a"], "filter": {"inStock": false}, "session": ["b"], "filter": {}}""")]
    public void TryRead_WhatIsRight_IsReadAsTheGeneralReaderReadsIt(string json)
    {
        var plain = PlainRecommendationsRequest.TryRead(Encoding.UTF8.GetBytes(json));

        Assert.NotNull(plain);
        Assert.Equal(Describe(Reference(json)!), Describe(plain));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"session": ["a"]} x""")]
    [InlineData("""{"session": ["a"]""")]
    [InlineData("""{"session": "a"}""")]
    [InlineData("""{"session": ["a", null]}""")]
    [InlineData("""{"session": ["a", 7]}""")]
    [InlineData("""{"sessions": ["a"]}""")]
    [InlineData("""{"count": null}""")]
    [InlineData("""{"count": 1.5}""")]
    [InlineData("""{"count": "5"}""")]
    [InlineData("""{"count": 99999999999}""")]
    [InlineData("""{"scenario": null}""")]
    [InlineData("""{"scenario": "checkout"}""")]
    [InlineData("""{"excludeSeen": "true"}""")]
    [InlineData("""{"filter": []}""")]
    [InlineData("""{"filter": {"brand": "a"}}""")]
    [InlineData("""{"filter": {"priceMin": "1"}}""")]
    [InlineData("""{"session": ["\ud800"]}""")]
    [InlineData("""{"customerId": "\ud800x"}""")]
    public void TryRead_WhatIsWrong_IsLeftToTheGeneralReader(string json) => Assert.Null(PlainRecommendationsRequest.TryRead(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void TryRead_BytesThatAreNoUtf8_AreLeftToTheGeneralReader() => Assert.Null(PlainRecommendationsRequest.TryRead([.. "{\"session\": [\""u8, 0xC3, 0x28, .. "\"]}"u8]));

    /// <summary>Whatever it takes, however broken, the general reader would have taken and read alike.</summary>
    [Fact]
    public void TryRead_BrokenAtRandom_TakesNothingThatTheGeneralReaderRefuses() =>
        BrokenJson.IsReadAlike(12, random => JsonSerializer.Serialize(Sent(random), ApiJson.Requests), json => PlainRecommendationsRequest.TryRead(Encoding.UTF8.GetBytes(json)) is { } read ? Describe(read) : null, json => Reference(json) is { } read ? Describe(read) : null);

    private static RecommendationsRequest Sent(Random random)
    {
        return new RecommendationsRequest(
            Maybe("c1"), Products(), random.Next(1, 201), Products(), random.Next(3) == 0 ? null : random.Next(2) == 0, random.Next(2) == 0 ? null : new SentFilter(Maybe("Shoes"), Price(), Price(), random.Next(2) == 0),
            Price(), (RecommendationScenario)random.Next(4), Maybe("2024-05-01"), Maybe("r1"));

        string? Maybe(string text) => random.Next(2) == 0 ? null : text;
        double? Price() => random.Next(2) == 0 ? null : random.Next(0, 900) / 7.0;
        string[]? Products() => random.Next(4) == 0 ? null : [.. Enumerable.Range(0, random.Next(4)).Select(_ => $"p{random.Next(3)}")];
    }

    /// <summary>What the general reader reads; null where it refuses.</summary>
    private static RecommendationsRequest? Reference(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<RecommendationsRequest>(json, ApiJson.Requests);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Describe(RecommendationsRequest request) => JsonSerializer.Serialize(request, Telling);
}

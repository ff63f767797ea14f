using System.Text.Json;
using Insight.Recommendations;

namespace Insight.Functions.Http;

/// <summary>
/// Reads a request to recommend without reflection, which takes half the time. It takes what is written as the contract shows it; the rest is left to the general reader, which knows the
/// other ways to write it and says what is wrong. <see cref="RecommendationsRequestReader"/> checks what either has read.
/// </summary>
internal static class PlainRecommendationsRequest
{
    private static readonly RecommendationsRequest Usual = new();

    /// <summary>What the general reader would read, or null.</summary>
    public static RecommendationsRequest? TryRead(ReadOnlySpan<byte> body)
    {
        var json = new PlainJson(body);
        try
        {
            return json.Read() && TryRead(ref json) is { } sent && !json.Read() ? sent : null;
        }
        catch (Exception e) when (PlainJson.IsOfJson(e))
        {
            return null;
        }
    }

    private static RecommendationsRequest? TryRead(ref PlainJson json)
    {
        string? customerId = null, asOf = null, runId = null;
        List<string>? session = null, exclude = null;
        SentFilter? filter = null;
        bool? excludeSeen = null;
        double? diversity = null;
        var (count, scenario) = (Usual.Count, Usual.Scenario);
        if (!json.Is(JsonTokenType.StartObject))
        {
            return null;
        }

        while (json.NextField(out var name))
        {
            var taken = name.SequenceEqual("session"u8) ? TryRead(ref json, ref session)
                : name.SequenceEqual("customerId"u8) ? json.TryRead(ref customerId)
                : name.SequenceEqual("count"u8) ? json.TryRead(ref count)
                : name.SequenceEqual("scenario"u8) ? TryRead(json.Text(), ref scenario)
                : name.SequenceEqual("filter"u8) ? TryRead(ref json, ref filter)
                : name.SequenceEqual("exclude"u8) ? TryRead(ref json, ref exclude)
                : name.SequenceEqual("excludeSeen"u8) ? json.TryRead(ref excludeSeen)
                : name.SequenceEqual("diversity"u8) ? json.TryRead(ref diversity)
                : name.SequenceEqual("asOf"u8) ? json.TryRead(ref asOf)
                : name.SequenceEqual("runId"u8) && json.TryRead(ref runId);
            if (!taken)
            {
                return null;
            }
        }

        return new RecommendationsRequest(customerId, session, count, exclude, excludeSeen, filter, diversity, scenario, asOf, runId);
    }

    private static bool TryRead(ref PlainJson json, ref List<string>? products)
    {
        products = null;
        if (!json.Is(JsonTokenType.StartArray))
        {
            return json.Is(JsonTokenType.Null);
        }

        products = [];
        while (json.NextEntry())
        {
            if (json.Text() is not { } product)
            {
                return false;
            }

            products.Add(product);
        }

        return true;
    }

    private static bool TryRead(string? written, ref RecommendationScenario scenario)
    {
        RecommendationScenario? read = written switch
        {
            "home" => RecommendationScenario.Home,
            "product" => RecommendationScenario.Product,
            "cart" => RecommendationScenario.Cart,
            "again" => RecommendationScenario.Again,
            _ => null,
        };
        scenario = read ?? scenario;
        return read is not null;
    }

    private static bool TryRead(ref PlainJson json, ref SentFilter? filter)
    {
        string? category = null;
        double? priceMin = null, priceMax = null;
        bool? inStock = null;
        filter = null;
        if (!json.Is(JsonTokenType.StartObject))
        {
            return json.Is(JsonTokenType.Null);
        }

        while (json.NextField(out var name))
        {
            var taken = name.SequenceEqual("category"u8) ? json.TryRead(ref category)
                : name.SequenceEqual("priceMin"u8) ? json.TryRead(ref priceMin)
                : name.SequenceEqual("priceMax"u8) ? json.TryRead(ref priceMax)
                : name.SequenceEqual("inStock"u8) && json.TryRead(ref inStock);
            if (!taken)
            {
                return false;
            }
        }

        filter = new SentFilter(category, priceMin, priceMax, inStock);
        return true;
    }
}

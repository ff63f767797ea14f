using Insight.Recommendations;
using Insight.Shops;

namespace Insight.Functions.Http;

/// <summary>Checks what was sent and makes it a <see cref="RecommendationRequest"/>.</summary>
internal static class RecommendationsRequestReader
{
    public const int MaxRequests = 1000;

    /// <exception cref="InvalidFieldsException">Names the field, such as <c>filter.priceMin</c>.</exception>
    public static RecommendationRequest Read(RecommendationsRequest sent, Shop shop)
    {
        if (sent.CustomerId is { Length: 0 })
        {
            throw new InvalidFieldsException("customerId", "An empty text was found; expected a customer's id, or nothing for a visitor.");
        }

        if (sent.RunId is not null && !QueryText.IsId(sent.RunId))
        {
            throw new InvalidFieldsException("runId", $"'{sent.RunId}' is not the id of a training run.");
        }

        if (sent.Diversity is < 0 or > 1)
        {
            throw new InvalidFieldsException("diversity", FormattableString.Invariant($"{sent.Diversity} was found; expected 0 to 1."));
        }

        if (sent is { Scenario: RecommendationScenario.Again, ExcludeSeen: true })
        {
            throw new InvalidFieldsException("excludeSeen", "true was found beside the scenario 'again', which recommends nothing but what was seen; expected false.");
        }

        return new RecommendationRequest
        {
            CustomerId = sent.CustomerId,
            Session = Products(sent.Session, "session"),
            Count = Count(sent.Count),
            Exclude = Products(sent.Exclude, "exclude"),
            ExcludeSeen = sent.ExcludeSeen,
            Filter = Filter(sent.Filter),
            Diversity = sent.Diversity ?? 0,
            Scenario = sent.Scenario,
            AsOf = Instants.ParseAsOf(sent.AsOf, shop),
            RunId = sent.RunId,
        };
    }

    /// <exception cref="InvalidFieldsException">Names the field, such as <c>requests[3].count</c>.</exception>
    public static IReadOnlyList<RecommendationRequest> Read(RecommendationsBatch sent, Shop shop)
    {
        if (sent.Requests is not { Count: > 0 and <= MaxRequests } requests)
        {
            throw new InvalidFieldsException("requests", $"{sent.Requests?.Count ?? 0} entries were found; expected 1 to {MaxRequests}.");
        }

        var read = new RecommendationRequest[requests.Count];
        for (var i = 0; i < read.Length; i++)
        {
            try
            {
                read[i] = Read(requests[i] ?? throw new InvalidFieldsException($"requests[{i}]", "null was found; expected a request."), shop);
            }
            catch (InvalidFieldsException e) when (requests[i] is not null)
            {
                throw new InvalidFieldsException(e.Errors.ToDictionary(error => $"requests[{i}].{error.Key}", error => error.Value, StringComparer.Ordinal));
            }
        }

        return read;
    }

    /// <summary>A number of products that can be asked for.</summary>
    public static int Count(int count) => count is >= 1 and <= RecommendationRequest.MaxCount
        ? count
        : throw new InvalidFieldsException("count", $"{count} was found; expected 1 to {RecommendationRequest.MaxCount}.");

    private static IReadOnlyList<string> Products(IReadOnlyList<string>? sent, string field)
    {
        if (sent is null)
        {
            return [];
        }

        if (sent.Count > RecommendationRequest.MaxProducts)
        {
            throw new InvalidFieldsException(field, $"{sent.Count} products were found; expected at most {RecommendationRequest.MaxProducts}.");
        }

        for (var i = 0; i < sent.Count; i++)
        {
            if (string.IsNullOrEmpty(sent[i]))
            {
                throw new InvalidFieldsException($"{field}[{i}]", "Nothing was found; expected a product's id.");
            }
        }

        return sent;
    }

    private static ProductFilter Filter(SentFilter? sent)
    {
        if (sent is null)
        {
            return ProductFilter.Usual;
        }

        if (sent.Category is not null && string.IsNullOrWhiteSpace(sent.Category))
        {
            throw new InvalidFieldsException("filter.category", "An empty text was found; expected a category's name, or nothing for all.");
        }

        Price(sent.PriceMin, "filter.priceMin");
        Price(sent.PriceMax, "filter.priceMax");
        if (sent.PriceMin > sent.PriceMax)
        {
            throw new InvalidFieldsException("filter.priceMin", FormattableString.Invariant($"{sent.PriceMin} was found, above filter.priceMax {sent.PriceMax}; expected no more than that."));
        }

        return new ProductFilter { Category = sent.Category, PriceMin = sent.PriceMin, PriceMax = sent.PriceMax, InStock = sent.InStock };
    }

    private static void Price(double? price, string field)
    {
        if (price is { } value && !(double.IsFinite(value) && value >= 0))
        {
            throw new InvalidFieldsException(field, FormattableString.Invariant($"{value} was found; expected a price of 0 or more."));
        }
    }
}

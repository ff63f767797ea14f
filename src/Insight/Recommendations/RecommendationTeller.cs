namespace Insight.Recommendations;

/// <summary>Puts chosen products into words: titles, prices and reasons as the shop's tools and people read them.</summary>
internal static class RecommendationTeller
{
    /// <summary>Told of every product alike.</summary>
    private static readonly RecommendationReason[] Taste = [new(RecommendationRules.Taste, Text: RecommendationTexts.Taste)];

    /// <summary>The products of a ranking with all their reasons told.</summary>
    public static IReadOnlyList<RecommendedProduct> Tell(Ranking ranking)
    {
        var reasons = ReasonFinder.Find(ranking);
        var items = new RecommendedProduct[reasons.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Tell(ranking.Shop, ranking.Chosen[i], reasons[i], ranking.Basis, ranking.Visit);
        }

        return items;
    }

    public static RecommendedProduct Tell(Assortment shop, Candidate candidate, ReadOnlySpan<FoundReason> reasons, string basis, Visit? visit = null)
    {
        var product = shop[candidate.Product];
        return new RecommendedProduct
        {
            ProductId = product.Id, Title = product.Title, Category = product.Category, Price = product.Price, Score = candidate.Score,
            Basis = candidate.Basis == basis ? null : candidate.Basis, Reasons = Tell(shop, candidate.Product, reasons, visit),
        };
    }

    private static RecommendationReason[] Tell(Assortment shop, int product, ReadOnlySpan<FoundReason> reasons, Visit? visit)
    {
        if (reasons is [{ Rule: RecommendationRules.Taste }])
        {
            return Taste;
        }

        var bought = visit?.Bought.GetValueOrDefault(product) ?? default;
        var told = new RecommendationReason[reasons.Length];
        for (var i = 0; i < told.Length; i++)
        {
            var because = reasons[i].Product >= 0 ? shop[reasons[i].Product] : null;
            told[i] = new RecommendationReason(
                reasons[i].Rule, because?.Id, because?.Title, RecommendationTexts.Of(reasons[i].Rule, shop[product], because, bought, RepeatPurchases.EveryDays(shop, product)));
        }

        return told;
    }
}

using Insight.Scoring;

namespace Insight.Recommendations;

/// <summary>Products like one: its neighbours, for one that the model does not know those that it is like with theirs, and then what is popular in its category and overall.</summary>
internal static class SimilarProducts
{
    /// <param name="product">Its place in the catalog.</param>
    /// <returns>With one reason each.</returns>
    public static IReadOnlyList<(Candidate Candidate, FoundReason Reason)> Of(Assortment shop, int product, int count)
    {
        var request = new RecommendationRequest { Session = [shop[product].Id], Scenario = RecommendationScenario.Product };
        var visit = Visit.Of(shop, request, [], shop.Catalog.AsOf);
        var choice = new Choice(shop, request, visit);
        var found = new List<(Candidate Candidate, FoundReason Reason)>();
        var basis = shop.Places[product] >= 0 ? Bases.Model : Bases.Prior;
        var beside = NeighbourBlend.Beside(shop, product);
        foreach (var (kin, similarity) in shop[product].Kin)
        {
            beside.TryAdd(kin, similarity);
        }

        foreach (var (neighbour, strength) in beside.Where(pair => choice.Allows(pair.Key)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(count))
        {
            found.Add((new Candidate(neighbour, strength, strength, basis), new FoundReason(Rule(shop, product, neighbour), product)));
        }

        var lowest = found.Count == 0 ? 0 : found[^1].Candidate.Score;
        foreach (var popular in PopularProducts.Of(shop, visit, choice, count - found.Count, found.Select(pair => pair.Candidate.Product).ToHashSet()))
        {
            found.Add((popular with { Score = lowest - 1 + (popular.Score / PopularProducts.MaxScore) }, new FoundReason(RecommendationRules.Popular, -1)));
        }

        return found;
    }

    private static string Rule(Assortment shop, int product, int neighbour)
    {
        if (shop.Places[product] is not (>= 0 and var place) || shop.Places[neighbour] is not (>= 0 and var other))
        {
            return RecommendationRules.Similar;
        }

        var index = shop.Model!.Index; // a place comes from a model
        var (next, together) = (Strength(index.Next[place]), Strength(index.Together[place]));
        return next <= 0 && together <= 0 ? RecommendationRules.Similar : next >= together ? RecommendationRules.BoughtNext : RecommendationRules.BoughtTogether;

        float Strength(Neighbour[] neighbours) => neighbours.Where(found => found.Product == other).Select(found => found.Strength).FirstOrDefault();
    }
}

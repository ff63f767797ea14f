using Insight.Scoring;

namespace Insight.Recommendations;

/// <summary>
/// Beside a product or a cart its neighbours weigh most: three quarters of a candidate's relevance is how strongly it belongs to the product (or to the products in the cart),
/// one quarter what the model says of the whole history.
/// </summary>
internal static class NeighbourBlend
{
    private const float NeighbourWeight = 0.75f;

    /// <returns>By descending relevance, which is the score too. Where nothing stands beside the product, the candidates as they were.</returns>
    public static List<Candidate> Of(Assortment shop, Visit visit, Choice choice, RecommendationScenario scenario, List<Candidate> candidates)
    {
        var strengths = scenario == RecommendationScenario.Product
            ? visit.Current < 0 ? [] : Beside(shop, visit.Current)
            : Together(shop, visit.Session);
        var most = strengths.Where(pair => choice.Allows(pair.Key)).Select(pair => pair.Value).DefaultIfEmpty(0).Max();
        if (most <= 0)
        {
            return candidates;
        }

        var blended = new List<Candidate>(candidates.Count);
        foreach (var candidate in candidates)
        {
            strengths.Remove(candidate.Product, out var strength);
            Add(candidate.Product, (NeighbourWeight * strength / most) + ((1 - NeighbourWeight) * candidate.Relevance));
        }

        foreach (var (product, strength) in strengths)
        {
            if (choice.Allows(product))
            {
                Add(product, NeighbourWeight * strength / most);
            }
        }

        blended.Sort(Newcomers.Order);
        return blended;

        void Add(int product, float relevance) => blended.Add(new Candidate(product, relevance, relevance, Bases.Model));
    }

    /// <summary>What stands beside one product and how strongly: its neighbours; for one that the model does not know those that it is like, and their neighbours.</summary>
    public static Dictionary<int, float> Beside(Assortment shop, int product)
    {
        var strengths = new Dictionary<int, float>();
        foreach (var (place, share) in Places(shop, product))
        {
            if (shop.Products[place] != product)
            {
                Raise(shop.Products[place], share);
            }

            var index = shop.Model!.Index; // a place comes from a model
            foreach (var (neighbour, strength) in index.Next[place].Concat(index.Together[place]))
            {
                Raise(shop.Products[neighbour], share * strength);
            }
        }

        strengths.Remove(product);
        return strengths;

        void Raise(int beside, float strength)
        {
            if (beside >= 0 && strength > strengths.GetValueOrDefault(beside))
            {
                strengths[beside] = strength;
            }
        }
    }

    /// <summary>1 − Π(1 − strength) over the products in a cart.</summary>
    private static Dictionary<int, float> Together(Assortment shop, IReadOnlyList<int> cart)
    {
        var strengths = new Dictionary<int, float>();
        foreach (var product in cart.Distinct())
        {
            foreach (var (place, share) in Places(shop, product))
            {
                foreach (var (neighbour, strength) in shop.Model!.Index.Together[place]) // a place comes from a model
                {
                    if (shop.Products[neighbour] is var beside && beside >= 0)
                    {
                        strengths[beside] = 1 - ((1 - strengths.GetValueOrDefault(beside)) * (1 - Math.Clamp(share * strength, 0, 1)));
                    }
                }
            }
        }

        return strengths;
    }

    /// <summary>The product's own place, or those of the products that it is like with their similarity.</summary>
    private static IEnumerable<(int Place, float Share)> Places(Assortment shop, int product) => shop.Places[product] is var place && place >= 0
        ? [(place, 1)]
        : shop[product].Kin.Where(kin => shop.Places[kin.Product] >= 0).Select(kin => (shop.Places[kin.Product], kin.Similarity));
}

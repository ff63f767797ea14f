using Insight.Scoring;

namespace Insight.Recommendations;

/// <summary>
/// Products that are too new for the model stand behind those that they are like: the relevance of one is the mean of similarity × relevance over its kin among the candidates,
/// weighted by similarity, and always below its best kin's.
/// </summary>
internal static class Newcomers
{
    private const float Below = 0.999f;

    /// <summary>A fifth of the longest answer: more of them cannot be in one.</summary>
    private const int Most = RecommendationRequest.MaxCount / 5;

    /// <summary>Adds them where they belong.</summary>
    /// <param name="candidates">By descending relevance, before and after.</param>
    public static void Join(Assortment shop, Choice choice, List<Candidate> candidates)
    {
        if (!shop.HasNewcomers || candidates.Count == 0)
        {
            return;
        }

        var behind = new Dictionary<int, (float Sum, float Weight, int Kin, float Best)>();
        foreach (var candidate in candidates)
        {
            if (shop.Places[candidate.Product] is var place && place >= 0 && shop.Newcomers[place] is { } newcomers)
            {
                foreach (var (product, similarity) in newcomers)
                {
                    // The best kin comes first.
                    var found = behind.TryGetValue(product, out var before) ? before : (0, 0, candidate.Product, candidate.Relevance);
                    behind[product] = found with { Sum = found.Sum + (similarity * similarity * candidate.Relevance), Weight = found.Weight + similarity };
                }
            }
        }

        var (best, worst) = (candidates[0], candidates[^1]);
        var slope = best.Relevance > worst.Relevance ? (best.Score - worst.Score) / (best.Relevance - worst.Relevance) : 0;
        var joining = new List<Candidate>();
        foreach (var (product, found) in behind)
        {
            if (choice.Allows(product) && found.Weight > 0)
            {
                var relevance = Math.Min(found.Sum / found.Weight, found.Best * Below);
                joining.Add(new Candidate(product, worst.Score + ((relevance - worst.Relevance) * slope), relevance, Bases.Prior, found.Kin));
            }
        }

        joining.Sort(Order);
        candidates.AddRange(joining.Take(Most));
        candidates.Sort(Order);
    }

    /// <summary>By descending relevance; what the model knows first, then by product.</summary>
    public static int Order(Candidate a, Candidate b) =>
        a.Relevance != b.Relevance ? b.Relevance.CompareTo(a.Relevance) : (a.Kin < 0) != (b.Kin < 0) ? (a.Kin < 0 ? -1 : 1) : a.Product.CompareTo(b.Product);
}

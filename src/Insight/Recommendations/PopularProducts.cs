using Insight.Scoring;

namespace Insight.Recommendations;

/// <summary>What is popular: first within the categories that the visitor had to do with, then overall.</summary>
internal static class PopularProducts
{
    /// <summary>Scores are parts of the most popular product's, 1 more within the visitor's categories.</summary>
    public const float MaxScore = 2;

    /// <param name="without">Products to pass over.</param>
    public static List<Candidate> Of(Assortment shop, Visit visit, Choice choice, int count, IReadOnlySet<int>? without = null)
    {
        var lookup = shop.Lookup;
        var own = visit.Steps.Select(step => lookup.Categories[step.Product]).Where(category => category >= 0).ToHashSet();
        var found = new List<Candidate>(Math.Min(count, lookup.ByPopularity.Length));
        if (own.Count > 0)
        {
            Add(product => own.Contains(lookup.Categories[product]), 1);
        }

        Add(product => !own.Contains(lookup.Categories[product]), 0);
        return found;

        void Add(Func<int, bool> wanted, float more)
        {
            foreach (var product in lookup.ByPopularity)
            {
                if (found.Count == count)
                {
                    return;
                }

                if (wanted(product) && choice.Allows(product) && without?.Contains(product) != true)
                {
                    var score = more + (lookup.MostPopular > 0 ? (float)(shop[product].Popularity / lookup.MostPopular) : 0);
                    found.Add(new Candidate(product, score, score / MaxScore, Bases.Popularity));
                }
            }
        }
    }
}

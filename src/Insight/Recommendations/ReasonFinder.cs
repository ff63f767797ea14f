using Insight.Scoring;

namespace Insight.Recommendations;

/// <summary>
/// Finds why products were chosen. A product of the history leads to a neighbour by strength × weight of the step × .9 for every step since; the strongest of each rule counts.
/// </summary>
internal static class ReasonFinder
{
    private const double StepDecay = 0.9;

    /// <summary>Few neighbours of a history are among the chosen: most are told by a mark at their place modulo this and need not be looked up.</summary>
    private const int Marks = 1024;

    /// <summary>By the chosen products in their order, the weightiest reason first.</summary>
    public static IReadOnlyList<FoundReason>[] Find(Ranking ranking)
    {
        var (shop, visit, chosen) = (ranking.Shop, ranking.Visit, ranking.Chosen);
        var next = new FoundReason[chosen.Count];
        var together = new FoundReason[chosen.Count];
        if (shop.Model is { } model && chosen.Any(candidate => candidate.Basis == Bases.Model))
        {
            var rows = new Dictionary<int, int>(chosen.Count);
            Span<bool> maybe = stackalloc bool[Marks];
            for (var row = 0; row < chosen.Count; row++)
            {
                if (chosen[row].Basis == Bases.Model)
                {
                    var place = shop.Places[chosen[row].Product];
                    rows[place] = row;
                    maybe[place % Marks] = true;
                }
            }

            var decay = 1.0;
            for (var i = visit.Steps.Count - 1; i >= 0; i--, decay *= StepDecay)
            {
                if (visit.Steps[i] is { Place: >= 0 } step)
                {
                    Raise(next, rows, maybe, model.Index.Next[step.Place], step, decay, RecommendationRules.BoughtNext);
                    Raise(together, rows, maybe, model.Index.Together[step.Place], step, decay, RecommendationRules.BoughtTogether);
                }
            }
        }

        var reasons = new IReadOnlyList<FoundReason>[chosen.Count];
        for (var row = 0; row < reasons.Length; row++)
        {
            reasons[row] = Of(shop, visit, chosen[row], next[row], together[row]);
        }

        return reasons;
    }

    private static IReadOnlyList<FoundReason> Of(Assortment shop, Visit visit, Candidate candidate, FoundReason next, FoundReason together)
    {
        if (candidate.Basis == Bases.Popularity)
        {
            return [new FoundReason(RecommendationRules.Popular, -1)];
        }

        if (candidate.Kin >= 0)
        {
            return [new FoundReason(RecommendationRules.Similar, candidate.Kin)];
        }

        var reasons = new List<FoundReason>(3);
        if (next.Strength > 0)
        {
            reasons.Add(next);
        }

        if (together.Strength > 0)
        {
            reasons.Insert(together.Strength > next.Strength ? 0 : reasons.Count, together);
        }

        if (visit.Bought.TryGetValue(candidate.Product, out var bought))
        {
            // What is due explains itself; what was bought and is not due is the weaker reason.
            var due = bought.Days is { } days && RepeatPurchases.EveryDays(shop, candidate.Product) is { } every && days >= every * RepeatPurchases.DueFrom;
            reasons.Insert(due ? 0 : reasons.Count, new FoundReason(RecommendationRules.Again, candidate.Product));
        }

        // A baseline knows no more than what is popular and what was bought before.
        return reasons.Count > 0 ? reasons : [new FoundReason(shop.Model?.Manifest.Basis == Bases.Baseline ? RecommendationRules.Popular : RecommendationRules.Taste, -1)];
    }

    private static void Raise(
        FoundReason[] best, Dictionary<int, int> rows, ReadOnlySpan<bool> maybe, Neighbour[] neighbours, VisitStep step, double decay, string rule)
    {
        foreach (var (product, likeness) in neighbours)
        {
            if (maybe[product % Marks] && rows.TryGetValue(product, out var row) && likeness * step.Weight * decay is var strength && strength > best[row].Strength)
            {
                best[row] = new FoundReason(rule, step.Product, strength);
            }
        }
    }
}

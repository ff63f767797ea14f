using Insight.Scoring;

namespace Insight.Recommendations;

/// <summary>
/// Finds why products were chosen. A product of the history leads to a neighbour by strength × weight of the step × .9 for every step since; the strongest of each rule counts.
/// </summary>
internal static class ReasonFinder
{
    private const double StepDecay = 0.9;

    private static readonly FoundReason[] Popular = [new(RecommendationRules.Popular, -1)], Taste = [new(RecommendationRules.Taste, -1)];

    /// <summary>By the chosen products in their order, the weightiest reason first.</summary>
    public static FoundReason[][] Find(Ranking ranking)
    {
        var (shop, visit, chosen) = (ranking.Shop, ranking.Visit, ranking.Chosen);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chosen.Count, RecommendationRequest.MaxCount, nameof(ranking));
        var reasons = new FoundReason[chosen.Count][];
        Span<Lead> next = stackalloc Lead[chosen.Count], together = stackalloc Lead[chosen.Count];
        if (shop.Model is { } model)
        {
            var rows = new RowsByPlace(stackalloc short[RowsByPlace.Room], shop, chosen);
            var decay = 1.0;
            for (var i = visit.Steps.Length - 1; i >= 0; i--, decay *= StepDecay)
            {
                if (visit.Steps[i] is { Place: >= 0 } step)
                {
                    // A product too new for the model speaks for its kin, of which the neighbours are.
                    var product = shop.Products[step.Place];
                    Raise(next, rows, model.Index.Next[step.Place], product, step.Weight * decay);
                    Raise(together, rows, model.Index.Together[step.Place], product, step.Weight * decay);
                }
            }
        }

        for (var row = 0; row < reasons.Length; row++)
        {
            reasons[row] = Of(shop, visit, chosen[row], next[row], together[row]);
        }

        return reasons;
    }

    private static FoundReason[] Of(Assortment shop, Visit visit, Candidate candidate, Lead next, Lead together)
    {
        if (candidate.Basis == Bases.Popularity)
        {
            return Popular;
        }

        if (candidate.Kin >= 0)
        {
            return [new FoundReason(RecommendationRules.Similar, candidate.Kin)];
        }

        FoundReason[] beside = (next.Strength > 0, together.Strength > 0) switch
        {
            (true, true) => together.Strength > next.Strength ? [Together(), Next()] : [Next(), Together()],
            (true, false) => [Next()],
            (false, true) => [Together()],
            _ => [],
        };
        if (visit.Bought.TryGetValue(candidate.Product, out var bought))
        {
            // What is due explains itself; what was bought and is not due is the weaker reason.
            var due = bought.Days is { } days && RepeatPurchases.EveryDays(shop, candidate.Product) is { } every && days >= every * RepeatPurchases.DueFrom;
            var again = new FoundReason(RecommendationRules.Again, candidate.Product);
            return due ? [again, .. beside] : [.. beside, again];
        }

        // A baseline knows no more than what is popular and what was bought before.
        return beside.Length > 0 ? beside : shop.Model?.Manifest.Basis == Bases.Baseline ? Popular : Taste;

        FoundReason Next() => new(RecommendationRules.BoughtNext, next.Product);
        FoundReason Together() => new(RecommendationRules.BoughtTogether, together.Product);
    }

    private static void Raise(Span<Lead> best, in RowsByPlace rows, Neighbour[] neighbours, int product, double weight)
    {
        foreach (var (place, likeness) in neighbours)
        {
            if (rows.Find(place) is var row && row >= 0 && likeness * weight is var strength && strength > best[row].Strength)
            {
                best[row] = new Lead(product, strength);
            }
        }
    }

    /// <summary>The product of the history that leads to a chosen one most strongly by one rule; strength 0 for none.</summary>
    private readonly record struct Lead(int Product, double Strength);

    /// <summary>
    /// The row of the product that the model chose at a place. Few neighbours of a history were chosen, so the question must be answered fast where the answer is none: a table with open
    /// addressing, at most a fifth full.
    /// </summary>
    private readonly ref struct RowsByPlace
    {
        public const int Room = 1024;

        private readonly Span<short> _rows; // by place modulo the room or behind that, one more than the row; 0: free
        private readonly Assortment _shop;
        private readonly IReadOnlyList<Candidate> _chosen;

        public RowsByPlace(Span<short> room, Assortment shop, IReadOnlyList<Candidate> chosen)
        {
            _rows = room;
            (_shop, _chosen) = (shop, chosen);
            for (var row = 0; row < chosen.Count; row++)
            {
                if (chosen[row].Basis == Bases.Model)
                {
                    var at = shop.Places[chosen[row].Product] % Room;
                    while (room[at] != 0)
                    {
                        at = (at + 1) % Room;
                    }

                    room[at] = (short)(row + 1);
                }
            }
        }

        /// <summary>−1 for none.</summary>
        public int Find(int place) => _rows[place % Room] == 0 ? -1 : FindFrom(place % Room, place);

        private int FindFrom(int at, int place)
        {
            for (; _rows[at] != 0; at = (at + 1) % Room)
            {
                if (_shop.Places[_chosen[_rows[at] - 1].Product] == place)
                {
                    return _rows[at] - 1;
                }
            }

            return -1;
        }
    }
}

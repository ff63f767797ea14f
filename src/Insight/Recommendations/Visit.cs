using Insight.Features;

namespace Insight.Recommendations;

/// <summary>Who asks: the customer's stored history with the session behind it, in the products of catalog and model.</summary>
internal sealed class Visit
{
    private static readonly IReadOnlyDictionary<int, BoughtBefore> Nothing = new Dictionary<int, BoughtBefore>();

    /// <summary>The latest <see cref="RecommendationContract.MaxHistory"/>, oldest first.</summary>
    public required VisitStep[] Steps { get; init; }

    /// <summary>Products of the session, oldest first.</summary>
    public required IReadOnlyList<int> Session { get; init; }

    /// <summary>The last product of the session, which is being looked at; −1 where there is none or nobody knows it.</summary>
    public required int Current { get; init; }

    /// <summary>What was sent and nobody knows.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }

    /// <summary>By product.</summary>
    public required IReadOnlyDictionary<int, BoughtBefore> Bought { get; init; }

    /// <summary>Products of the stored history, also those too old to be steps, as often as they stand there.</summary>
    public required IReadOnlyList<int> Seen { get; init; }

    /// <summary>Whether the model can be asked.</summary>
    public required bool HasHistory { get; init; }

    /// <param name="at">The moment asked about.</param>
    public static Visit Of(Assortment shop, RecommendationRequest request, IReadOnlyList<Interaction> trail, DateTimeOffset at)
    {
        var (session, unknown) = Known(shop, request);
        // From the latest back: what is too old finds no room.
        var steps = new VisitStep[Math.Min(RecommendationContract.MaxHistory, session.Count + trail.Count)];
        var first = steps.Length;
        for (var i = session.Count - 1; i >= 0 && first > 0; i--)
        {
            steps[--first] = Step(shop, session[i], 0, request.Scenario == RecommendationScenario.Cart ? InteractionKind.Cart : InteractionKind.View);
        }

        List<int> seen = [];
        Dictionary<int, BoughtBefore>? bought = null;
        for (var i = trail.Count - 1; i >= 0; i--)
        {
            var product = shop.Lookup.Find(trail[i].ProductId);
            if (product < 0 || (request.AsOf is { } asOf && trail[i].At > asOf))
            {
                continue;
            }

            seen.Add(product);
            var days = trail[i].At is { } then ? Math.Max(0, (at - then).TotalDays) : (double?)null;
            if (first > 0 && (days is not null || shop.Model is not { HasClock: true }))
            {
                steps[--first] = Step(shop, product, (float)(days ?? 0), trail[i].Kind);
            }

            if (trail[i].Kind == InteractionKind.Purchase)
            {
                bought ??= [];
                var before = bought.GetValueOrDefault(product);
                bought[product] = before.Times == 0 ? new BoughtBefore(1, days) : before with { Times = before.Times + 1 };
            }
        }

        steps = first == 0 ? steps : steps[first..];
        return new Visit
        {
            Steps = steps, Session = session, Current = request.Session.Count > 0 ? shop.Lookup.Find(request.Session[^1]) : -1, Unknown = unknown, Bought = bought ?? Nothing, Seen = seen,
            HasHistory = Array.Exists(steps, step => step.Place >= 0),
        };
    }

    private static VisitStep Step(Assortment shop, int product, float age, InteractionKind kind)
    {
        var (place, weight) = (shop.Places[product], new Interaction("", null, kind).Weight);
        if (place < 0)
        {
            // A product too new for the model says what the one says that it is most like.
            foreach (var kin in shop[product].Kin)
            {
                if (shop.Places[kin.Product] >= 0)
                {
                    (place, weight) = (shop.Places[kin.Product], weight * kin.Similarity);
                    break;
                }
            }
        }

        return new VisitStep(product, place, weight, age);
    }

    private static (List<int> Session, List<string> Unknown) Known(Assortment shop, RecommendationRequest request)
    {
        var session = new List<int>(request.Session.Count);
        List<string> unknown = [];
        foreach (var id in request.Session)
        {
            if (shop.Lookup.Find(id) is var product && product >= 0)
            {
                session.Add(product);
            }
            else
            {
                unknown.Add(id);
            }
        }

        foreach (var id in request.Exclude)
        {
            if (shop.Lookup.Find(id) < 0)
            {
                unknown.Add(id);
            }
        }

        return (session, unknown.Count > 1 ? [.. unknown.Distinct(StringComparer.Ordinal)] : unknown);
    }
}

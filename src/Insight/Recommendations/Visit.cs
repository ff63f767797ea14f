using Insight.Features;

namespace Insight.Recommendations;

/// <summary>Who asks: the customer's stored history with the session behind it, in the products of catalog and model.</summary>
internal sealed class Visit
{
    /// <summary>The latest <see cref="RecommendationContract.MaxHistory"/>, oldest first.</summary>
    public required IReadOnlyList<VisitStep> Steps { get; init; }

    /// <summary>Products of the session, oldest first.</summary>
    public required IReadOnlyList<int> Session { get; init; }

    /// <summary>What was sent and nobody knows.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }

    /// <summary>By product.</summary>
    public required IReadOnlyDictionary<int, BoughtBefore> Bought { get; init; }

    /// <summary>Everything that stands in history and session.</summary>
    public required IReadOnlySet<int> Seen { get; init; }

    /// <summary>Whether the model can be asked.</summary>
    public required bool HasHistory { get; init; }

    /// <param name="at">The moment asked about.</param>
    public static Visit Of(Assortment shop, RecommendationRequest request, IReadOnlyList<Interaction> trail, DateTimeOffset at)
    {
        var (session, unknown) = Known(shop, request);
        var steps = new List<VisitStep>(Math.Min(RecommendationContract.MaxHistory, session.Count + trail.Count));
        for (var i = session.Count - 1; i >= 0 && steps.Count < RecommendationContract.MaxHistory; i--)
        {
            steps.Add(Step(shop, session[i], 0, request.Scenario == RecommendationScenario.Cart ? InteractionKind.Cart : InteractionKind.View));
        }

        var bought = new Dictionary<int, BoughtBefore>();
        var seen = new HashSet<int>(session);
        for (var i = trail.Count - 1; i >= 0; i--)
        {
            var product = shop.Lookup.Find(trail[i].ProductId);
            if (product < 0 || (request.AsOf is { } asOf && trail[i].At > asOf))
            {
                continue;
            }

            seen.Add(product);
            var days = trail[i].At is { } then ? Math.Max(0, (at - then).TotalDays) : (double?)null;
            if (steps.Count < RecommendationContract.MaxHistory)
            {
                steps.Add(Step(shop, product, (float)(days ?? 0), trail[i].Kind));
            }

            if (trail[i].Kind == InteractionKind.Purchase)
            {
                var before = bought.GetValueOrDefault(product);
                bought[product] = before.Times == 0 ? new BoughtBefore(1, days) : before with { Times = before.Times + 1 };
            }
        }

        steps.Reverse();
        return new Visit { Steps = steps, Session = session, Unknown = unknown, Bought = bought, Seen = seen, HasHistory = steps.Exists(step => step.Place >= 0) };
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
        var session = new List<int>();
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

        unknown.AddRange(request.Exclude.Where(id => shop.Lookup.Find(id) < 0));
        return (session, unknown.Count > 1 ? [.. unknown.Distinct(StringComparer.Ordinal)] : unknown);
    }
}

using Insight.Features;
using Insight.Scoring;

namespace Insight.Recommendations;

/// <summary>
/// From a history to products: the model's first 200 under a mask, the scenario, products too new for the model behind those that they are like, diversity. Without a model, or
/// where it has no answer, what is popular. A request and a refresh use it alike.
/// </summary>
internal static class Recommender
{
    /// <summary>Part of an answer that may be products too new for the model.</summary>
    private const double NewcomerShare = 0.2;

    /// <param name="trail">The customer's stored history; empty for a visitor.</param>
    /// <param name="at">The moment asked about.</param>
    public static Ranking Rank(Assortment shop, RecommendationRequest request, IReadOnlyList<Interaction> trail, DateTimeOffset at)
    {
        var visit = Visit.Of(shop, request, trail, at);
        var choice = new Choice(shop, request, visit);
        if (request.Scenario == RecommendationScenario.Again)
        {
            return RepeatPurchases.Rank(shop, visit, choice, request.Count);
        }

        var candidates = shop.Model is not null && visit.HasHistory ? Ask(shop, request, visit, choice) : [];
        var answered = candidates.Count > 0;
        if (!answered)
        {
            candidates = PopularProducts.Of(shop, visit, choice, request.Diversity > 0 ? RecommendationContract.Top : request.Count);
        }

        var chosen = Diversity.Choose(shop, candidates, request.Count, request.Diversity, (int)Math.Ceiling(request.Count * NewcomerShare));
        if (answered && chosen.Count < request.Count)
        {
            FillUp(shop, visit, choice, chosen, request.Count);
        }

        return new Ranking(shop, visit, chosen, answered ? Bases.Model : Bases.Popularity, Message(request, visit, choice, chosen.Count));
    }

    private static string? Message(RecommendationRequest request, Visit visit, Choice choice, int found) => found < request.Count
        ? choice.Explain(found)
        : request.Scenario switch
        {
            RecommendationScenario.Product when visit.Current < 0 => "The last product of the session, which is looked at, is missing or not known, so this is what scenario home answers.",
            RecommendationScenario.Cart when visit.Session.Count == 0 => "The session names no known product that lies in the cart, so this is what scenario home answers.",
            _ => null,
        };

    /// <summary>All that the model gives where what follows chooses among them; else no more than the answer holds.</summary>
    private static int Wanted(Assortment shop, RecommendationRequest request) =>
        request is { Scenario: RecommendationScenario.Home, Diversity: 0 } && !shop.HasNewcomers ? request.Count : RecommendationContract.Top;

    private static List<Candidate> Ask(Assortment shop, RecommendationRequest request, Visit visit, Choice choice)
    {
        var wanted = Wanted(shop, request);
        var candidates = new List<Candidate>(wanted);
        using (var room = shop.Model!.Rent()) // asked only where there is one
        {
            var steps = 0;
            foreach (var step in visit.Steps)
            {
                if (step.Place >= 0)
                {
                    (room.History[steps], room.Weights[steps], room.Ages[steps]) = (step.Place, step.Weight, step.Age);
                    steps++;
                }
            }

            choice.WriteTo(room);
            room.Run(steps, wanted);
            Read(shop, room, candidates);
        }

        if (request.Scenario is RecommendationScenario.Product or RecommendationScenario.Cart)
        {
            candidates = NeighbourBlend.Of(shop, visit, choice, request.Scenario, candidates);
        }

        Newcomers.Join(shop, choice, candidates);
        return candidates;
    }

    private static void Read(Assortment shop, BoundHistory room, List<Candidate> candidates)
    {
        var scores = room.Scores;
        var count = 0;
        while (count < scores.Length && scores[count] > RecommendationContract.Excluded && float.IsFinite(scores[count]))
        {
            count++;
        }

        if (count == 0)
        {
            return;
        }

        // Where more was asked for than there is an answer, the least that is said still says more than nothing, which is 0.
        var least = count < scores.Length ? Math.Min(0, scores[count - 1]) : scores[count - 1];
        var span = scores[0] - least;
        for (var i = 0; i < count; i++)
        {
            candidates.Add(new Candidate(shop.Products[room.Products[i]], scores[i], span > 0 ? (scores[i] - least) / span : 1, Bases.Model));
        }
    }

    /// <summary>Popular products below what the model gave.</summary>
    private static void FillUp(Assortment shop, Visit visit, Choice choice, List<Candidate> chosen, int count)
    {
        var lowest = chosen.Count == 0 ? 0 : chosen.Min(candidate => candidate.Score);
        foreach (var popular in PopularProducts.Of(shop, visit, choice, count - chosen.Count, chosen.Select(candidate => candidate.Product).ToHashSet()))
        {
            chosen.Add(popular with { Score = lowest - 1 + (popular.Score / PopularProducts.MaxScore) });
        }
    }
}

using Insight.Features;
using Insight.Profiles;
using Insight.Shops;

namespace Insight.Scoring;

/// <summary>Scores on request: features and models now, with the code, the time and the quintiles of the last refresh.</summary>
public sealed class ScoreService(
    ModelCache cache, CustomerScorer scorer, ProfileTable profiles, RefreshPointers pointers, ShopDirectory shops, TimeProvider time)
{
    /// <summary>Answers in request order: first the ids, then the customers sent.</summary>
    public async Task<IReadOnlyList<ScoredCustomer>> ScoreAsync(Shop shop, ScoreRequest request, CancellationToken cancellationToken = default)
    {
        var pointer = await pointers.FindRecentAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        using var models = await cache.GetAsync(shop.Id, cancellationToken: cancellationToken).ConfigureAwait(false);
        var stored = request.CustomerIds.Count > 0 ? await profiles.GetManyAsync(shop.Id, request.CustomerIds, cancellationToken).ConfigureAwait(false) : [];
        var horizon = pointer?.HorizonDays ?? (await shops.GetSettingsAsync(shop.Id, cancellationToken).ConfigureAwait(false)).HorizonDays;
        var answers = new ScoredCustomer[request.CustomerIds.Count + request.Customers.Count];
        var work = new List<(int Index, CustomerHistory History, Cutoff Cutoff, string? Snapshot)>(answers.Length);
        for (var i = 0; i < stored.Count; i++)
        {
            // A history too long to be stored cannot be scored anew: the refresh's answer stands.
            answers[i] = new ScoredCustomer(request.CustomerIds[i], stored[i]?.Profile);
            if (stored[i]?.History is { } history)
            {
                work.Add((i, history, CutoffOf(history), pointer?.Snapshot));
            }
        }

        for (var i = 0; i < request.Customers.Count; i++)
        {
            work.Add((stored.Count + i, request.Customers[i], CutoffOf(request.Customers[i]), null));
        }

        // Most requests are for one, who needs no grouping.
        if (work is [var only])
        {
            Answer(only.Index, scorer.Score(only.History, Context(only.Cutoff, only.Snapshot)));
            return answers;
        }

        foreach (var group in work.GroupBy(item => (item.Cutoff, item.Snapshot)))
        {
            var items = group.ToList();
            var scored = scorer.Score([.. items.Select(item => item.History)], Context(group.Key.Cutoff, group.Key.Snapshot));
            for (var i = 0; i < items.Count; i++)
            {
                Answer(items[i].Index, scored[i]);
            }
        }

        return answers;

        void Answer(int index, CustomerProfile profile) => answers[index] = new ScoredCustomer(profile.CustomerId, profile);

        ScoringContext Context(Cutoff cutoff, string? snapshot) => new()
        {
            Shop = shop,
            Cutoff = cutoff,
            Models = models,
            Rfm = pointer?.Rfm,
            Snapshot = snapshot,
            Wanted = request.Models,
            Reasons = request.Reasons ? FeatureVector.Count : 0,
            HorizonDays = horizon,
        };

        Cutoff CutoffOf(CustomerHistory history) => Cutoff.AtInstant(shop, request.AsOf ?? ScoringMoment.Of(shop, pointer, history, time.GetUtcNow()));
    }
}

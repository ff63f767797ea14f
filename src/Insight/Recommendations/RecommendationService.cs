using Insight.Profiles;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Recommendations;

/// <summary>Recommends on request, with the champion and the catalog of the last refresh, or with those of a backtest.</summary>
public sealed class RecommendationService(
    ModelCache cache, ProductCatalogs catalogs, ProfileTable profiles, RefreshPointers pointers, TimeProvider time)
{
    private static readonly IReadOnlyDictionary<string, string> NoModel = new Dictionary<string, string>();

    /// <summary>Answers one request.</summary>
    /// <exception cref="UnknownRunException">It names a backtest that the shop does not have, or that is not finished.</exception>
    /// <exception cref="RefusedRunException">It names a backtest whose model does not serve, such as one that other code made.</exception>
    public async Task<RecommendationAnswer> RecommendAsync(Shop shop, RecommendationRequest request, CancellationToken cancellationToken = default)
    {
        var customer = request.CustomerId is { } id ? await profiles.FindAsync(shop.Id, id, cancellationToken).ConfigureAwait(false) : null;
        var pointer = await PointerAsync(shop.Id, request.RunId, cancellationToken).ConfigureAwait(false);
        using var models = await ModelsAsync(shop.Id, request.RunId, cancellationToken).ConfigureAwait(false);
        var assortment = await AssortmentAsync(shop.Id, request.RunId, models.Recommendations, cancellationToken).ConfigureAwait(false);
        return Answer(shop, assortment, pointer, request, customer);
    }

    /// <summary>Answers in request order.</summary>
    /// <exception cref="UnknownRunException">A request names a backtest that the shop does not have, or that is not finished.</exception>
    /// <exception cref="RefusedRunException">A request names a backtest whose model does not serve, such as one that other code made.</exception>
    public async Task<IReadOnlyList<RecommendationAnswer>> RecommendAsync(Shop shop, IReadOnlyList<RecommendationRequest> requests, CancellationToken cancellationToken = default)
    {
        var known = await KnownAsync(shop.Id, requests, cancellationToken).ConfigureAwait(false);
        var answers = new RecommendationAnswer[requests.Count];
        foreach (var runId in requests.Select(request => request.RunId).Distinct(StringComparer.Ordinal))
        {
            var pointer = await PointerAsync(shop.Id, runId, cancellationToken).ConfigureAwait(false);
            using var models = await ModelsAsync(shop.Id, runId, cancellationToken).ConfigureAwait(false);
            var assortment = await AssortmentAsync(shop.Id, runId, models.Recommendations, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < answers.Length; i++)
            {
                if (requests[i].RunId == runId)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    answers[i] = Answer(shop, assortment, pointer, requests[i], requests[i].CustomerId is { } id ? known[id] : null);
                }
            }
        }

        return answers;
    }

    /// <summary>Products like one; null where neither model nor catalog knows it.</summary>
    /// <param name="count">1 to <see cref="RecommendationRequest.MaxCount"/>.</param>
    public async Task<SimilarAnswer?> FindSimilarAsync(Shop shop, string productId, int count, CancellationToken cancellationToken = default)
    {
        using var models = await cache.GetAsync(shop.Id, cancellationToken: cancellationToken).ConfigureAwait(false);
        var assortment = await AssortmentAsync(shop.Id, null, models.Recommendations, cancellationToken).ConfigureAwait(false);
        if (assortment.Lookup.Find(productId) is not (>= 0 and var product))
        {
            return null;
        }

        var found = SimilarProducts.Of(assortment, product, count);
        var basis = found.Count > 0 ? found[0].Candidate.Basis : Bases.Popularity;
        return new SimilarAnswer(
            productId, [.. found.Select(pair => RecommendationTeller.Tell(assortment, pair.Candidate, [pair.Reason], basis))], basis,
            basis == Bases.Popularity ? NoModel : Version(assortment), assortment.Catalog.Snapshot, shop.Currency);
    }

    /// <summary>The customers that requests name, by their ids; null for those that have no profile.</summary>
    private async Task<IReadOnlyDictionary<string, StoredProfile?>> KnownAsync(ShopId shop, IReadOnlyList<RecommendationRequest> requests, CancellationToken cancellationToken)
    {
        string[] customers = [.. requests.Select(request => request.CustomerId).OfType<string>().Distinct(StringComparer.Ordinal)];
        var stored = await profiles.GetManyAsync(shop, customers, cancellationToken).ConfigureAwait(false);
        return customers.Zip(stored).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    private RecommendationAnswer Answer(Shop shop, Assortment assortment, RefreshPointer? pointer, RecommendationRequest request, StoredProfile? customer)
    {
        // A backtest knows nothing of what came after it, though the stored history does.
        var asked = request.RunId is null ? request : request with { AsOf = request.AsOf ?? pointer!.AsOf }; // a backtest's is there, or it was not found
        var at = asked.AsOf ?? ScoringMoment.Of(shop, pointer, customer?.History, time.GetUtcNow());
        var ranking = Recommender.Rank(assortment, asked, customer?.History?.Trail ?? [], at);
        return new RecommendationAnswer
        {
            Items = RecommendationTeller.Tell(ranking),
            Basis = ranking.Basis == Bases.Model && assortment.Model is { } model ? model.Manifest.Basis : ranking.Basis,
            Model = ranking.Basis == Bases.Model ? Version(assortment) : NoModel,
            Snapshot = assortment.Catalog.Snapshot,
            AsOf = at,
            Currency = shop.Currency,
            Customer = request.CustomerId is null ? null : customer is null ? "unknown" : "known",
            Unknown = ranking.Visit.Unknown.Count > 0 ? ranking.Visit.Unknown : null,
            Message = ranking.Message,
        };
    }

    private static IReadOnlyDictionary<string, string> Version(Assortment assortment) =>
        assortment.Model is { } model ? model.VersionByName : NoModel;

    private async ValueTask<ModelSet> ModelsAsync(ShopId shop, string? runId, CancellationToken cancellationToken)
    {
        if (runId is null)
        {
            return await cache.GetAsync(shop, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await cache.GetBacktestAsync(shop, runId, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRefusedException e)
        {
            throw new RefusedRunException(runId, e);
        }
    }

    private async ValueTask<RefreshPointer?> PointerAsync(ShopId shop, string? runId, CancellationToken cancellationToken) => runId is null
        ? await pointers.FindRecentAsync(shop, cancellationToken).ConfigureAwait(false)
        : await pointers.FindAsync(shop, runId, cancellationToken).ConfigureAwait(false)
            ?? throw new UnknownRunException(runId);

    private async ValueTask<Assortment> AssortmentAsync(ShopId shop, string? runId, RecommendationModel? model, CancellationToken cancellationToken)
    {
        var catalog = await catalogs.FindRecentAsync(shop, runId, cancellationToken).ConfigureAwait(false);
        return model is not null
            ? model.With(catalog)
            : (catalog ?? ProductCatalog.Empty).WithoutModel;
    }
}

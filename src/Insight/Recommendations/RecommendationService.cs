using Insight.Profiles;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Recommendations;

/// <summary>Recommends on request, with the champion and the catalog of the last refresh, or with those of a backtest.</summary>
public sealed class RecommendationService(
    ModelCache cache, ModelRegistry registry, ProductCatalogs catalogs, ProfileTable profiles, RefreshPointers pointers, TimeProvider time)
{
    private static readonly IReadOnlyDictionary<string, string> NoModel = new Dictionary<string, string>();

    /// <summary>Answers in request order.</summary>
    /// <exception cref="UnknownRunException">A request names a backtest that the shop does not have, or that is not finished.</exception>
    public async Task<IReadOnlyList<RecommendationAnswer>> RecommendAsync(Shop shop, IReadOnlyList<RecommendationRequest> requests, CancellationToken cancellationToken = default)
    {
        string[] customers = [.. requests.Select(request => request.CustomerId).OfType<string>().Distinct(StringComparer.Ordinal)];
        var stored = customers.Length > 0 ? await profiles.GetManyAsync(shop.Id, customers, cancellationToken).ConfigureAwait(false) : [];
        var known = customers.Zip(stored).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var answers = new RecommendationAnswer[requests.Count];
        foreach (var group in requests.Select((request, index) => (request, index)).GroupBy(pair => pair.request.RunId, StringComparer.Ordinal))
        {
            using var models = await ModelsAsync(shop.Id, group.Key, cancellationToken).ConfigureAwait(false);
            var pointer = await PointerAsync(shop.Id, group.Key, cancellationToken).ConfigureAwait(false);
            var assortment = await AssortmentAsync(shop.Id, group.Key, models.Recommendations, cancellationToken).ConfigureAwait(false);
            foreach (var (request, index) in group)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var customer = request.CustomerId is { } id ? known[id] : null;
                var status = request.CustomerId is null ? null : customer is null ? "unknown" : "known";
                var at = request.AsOf ?? ScoringMoment.Of(shop, pointer, customer?.History, time.GetUtcNow()).At;
                // A backtest knows nothing of what came after it.
                var asked = request.RunId is null ? request : request with { AsOf = at };
                answers[index] = Answer(shop, assortment, asked, customer, at) with { Customer = status };
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

    private static RecommendationAnswer Answer(Shop shop, Assortment assortment, RecommendationRequest request, StoredProfile? customer, DateTimeOffset at)
    {
        var ranking = Recommender.Rank(assortment, request, customer?.History?.Trail ?? [], at);
        return new RecommendationAnswer
        {
            Items = RecommendationTeller.Tell(ranking),
            Basis = ranking.Basis,
            Model = ranking.Basis == Bases.Model ? Version(assortment) : NoModel,
            Snapshot = assortment.Catalog.Snapshot,
            AsOf = at,
            Currency = shop.Currency,
            Unknown = ranking.Visit.Unknown.Count > 0 ? ranking.Visit.Unknown : null,
            Message = ranking.Message,
        };
    }

    private static IReadOnlyDictionary<string, string> Version(Assortment assortment) =>
        assortment.Model is { } model ? model.VersionByName : NoModel;

    private async Task<ModelSet> ModelsAsync(ShopId shop, string? runId, CancellationToken cancellationToken)
    {
        if (runId is null)
        {
            return await cache.GetAsync(shop, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        var run = await registry.FindRunModelsAsync(shop, runId, cancellationToken).ConfigureAwait(false);
        return await ModelSet.LoadAsync(registry, shop, run.Values.Where(manifest => manifest.Model == ModelNames.Recommendations), cancellationToken).ConfigureAwait(false);
    }

    private async Task<RefreshPointer?> PointerAsync(ShopId shop, string? runId, CancellationToken cancellationToken) => runId is null
        ? await pointers.FindRecentAsync(shop, cancellationToken).ConfigureAwait(false)
        : await pointers.FindAsync(shop, runId, cancellationToken).ConfigureAwait(false)
            ?? throw new UnknownRunException(runId);

    private async Task<Assortment> AssortmentAsync(ShopId shop, string? runId, RecommendationModel? model, CancellationToken cancellationToken)
    {
        var catalog = runId is null
            ? await catalogs.FindRecentAsync(shop, cancellationToken).ConfigureAwait(false)
            : await catalogs.FindAsync(shop, runId, cancellationToken).ConfigureAwait(false);
        return model is not null
            ? model.With(catalog)
            : (catalog ?? ProductCatalog.Empty).WithoutModel;
    }
}

using Insight.Features;
using Insight.Profiles;
using Insight.Recommendations;
using Insight.Scoring;

namespace Insight.Refresh;

/// <summary>What a refresh recommends to every customer: the ten that the model answers a request at its time with, or else what is popular, the same for all.</summary>
internal sealed class CustomerRecommendations
{
    private const int Count = 10;

    private static readonly ParallelOptions Threads = new() { MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount) };

    private readonly Assortment _shop;
    private readonly RecommendationRequest _request;
    private readonly DateTimeOffset _at;

    /// <param name="asThen">For a backtest: nothing after <paramref name="at"/> counts.</param>
    public CustomerRecommendations(RecommendationModel? model, ProductCatalog catalog, DateTimeOffset at, bool asThen)
    {
        (_shop, _at) = (model?.With(catalog) ?? catalog.WithoutModel, at);
        _request = new RecommendationRequest { Count = Count, AsOf = asThen ? at : null };
        Popular = Kept(Recommender.Rank(_shop, _request, [], at));
    }

    /// <summary>For whom nothing else can be recommended: the same for all.</summary>
    public IReadOnlyList<ProfileRecommendation> Popular { get; }

    /// <summary>In the order of the histories; null for whom the model does not know, or where there is none.</summary>
    public IReadOnlyList<ProfileRecommendation>?[] Of(IReadOnlyList<CustomerHistory> histories)
    {
        var found = new IReadOnlyList<ProfileRecommendation>?[histories.Count];
        if (_shop.Model is not null)
        {
            Parallel.For(0, histories.Count, Threads, i =>
            {
                if (histories[i].Trail.Count > 0 && Recommender.Rank(_shop, _request, histories[i].Trail, _at) is { Basis: Bases.Model, Chosen.Count: > 0 } ranking)
                {
                    found[i] = Kept(ranking);
                }
            });
        }

        return found;
    }

    private ProfileRecommendation[] Kept(Ranking ranking)
    {
        var reasons = ReasonFinder.Find(ranking);
        var kept = new ProfileRecommendation[reasons.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            var (rule, product) = reasons[i][0];
            kept[i] = new ProfileRecommendation(
                _shop[ranking.Chosen[i].Product].Id, ranking.Chosen[i].Score, [new RecommendationReason(rule, product >= 0 ? _shop[product].Id : null)]);
        }

        return kept;
    }
}

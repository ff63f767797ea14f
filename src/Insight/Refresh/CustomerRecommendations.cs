using Insight.Features;
using Insight.Profiles;
using Insight.Recommendations;
using Insight.Scoring;

namespace Insight.Refresh;

/// <summary>
/// What a refresh recommends to every customer: the ten that a request at its time would be answered with. Who has no history, and everybody where no model recommends, gets what is popular, the same for all.
/// </summary>
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

    /// <summary>What everybody gets of whom nothing is known.</summary>
    public IReadOnlyList<ProfileRecommendation> Popular { get; }

    /// <summary>In the order of the histories.</summary>
    public CustomerRecommendation[] Of(IReadOnlyList<CustomerHistory> histories)
    {
        var found = new CustomerRecommendation[histories.Count];
        Parallel.For(0, histories.Count, Threads, i => found[i] = _shop.Model is null || histories[i].Trail.Count == 0 ? new(Popular, null) : Of(Recommender.Rank(_shop, _request, histories[i].Trail, _at)));
        return found;
    }

    /// <summary>What is popular fills an answer up from its end.</summary>
    private CustomerRecommendation Of(Ranking ranking)
    {
        var all = Kept(ranking);
        var own = ranking.Chosen.Count(candidate => candidate.Basis != Bases.Popularity);
        return new CustomerRecommendation(all, own == 0 ? null : own == all.Length ? all : all[..own]);
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

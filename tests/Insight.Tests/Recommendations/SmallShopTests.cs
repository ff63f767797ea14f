using Insight.Features;
using Insight.Recommendations;
using Insight.Testing;
using static Insight.Tests.Recommendations.SmallShop;

namespace Insight.Tests.Recommendations;

/// <summary>Asks the small shop.</summary>
public abstract class SmallShopTests : IDisposable
{
    internal RecommendationModel Model { get; } = Trained().Load();

    public void Dispose()
    {
        Model.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Its model trained a little differently.</summary>
    internal static RecommendationModel Loaded(Action<TestRecommender> change)
    {
        var trained = Trained();
        change(trained);
        return trained.Load();
    }

    internal Ranking Rank(RecommendationRequest request, IReadOnlyList<Interaction> trail, ProductCatalog? catalog = null) =>
        Recommender.Rank(Model.With(catalog ?? Catalog()), request, trail, At);

    internal IReadOnlyList<RecommendedProduct> Answer(RecommendationRequest request, IReadOnlyList<Interaction> trail, ProductCatalog? catalog = null) =>
        Tell(Rank(request, trail, catalog));

    internal static List<string> Ids(IEnumerable<RecommendedProduct> items) => [.. items.Select(item => item.ProductId)];

    internal static IReadOnlyList<RecommendedProduct> Tell(Ranking ranking) => RecommendationTeller.Tell(ranking);
}

using Insight.Features;
using Insight.Recommendations;
using Insight.Testing;

namespace Insight.Tests.Recommendations;

/// <summary>Nine products in three categories, a model of seven of them, and how the answers to it can be worked out by hand.</summary>
internal static class SmallShop
{
    public static readonly DateTimeOffset At = new(2024, 6, 30, 22, 0, 0, TimeSpan.Zero);

    /// <summary>tea → pot → cup, tea with sugar, mug with spoon; tea is bought again after 30 days and sugar after 10. New things and lost ones are not in it.</summary>
    public static TestRecommender Trained() => new TestRecommender("tea", "pot", "cup", "mug", "spoon", "sugar", "lamp")
        .Next("tea", "pot", 0.9f).Next("pot", "cup", 0.8f).Next("cup", "mug", 0.4f).Together("tea", "sugar", 0.7f).Together("mug", "spoon", 0.6f).Together("spoon", "sugar", 0.5f)
        .Repeat("tea", 30).Repeat("sugar", 10);

    /// <summary>Positions are those of the list: chai 0, cup 1, lamp 2, mug 3, poster 4, pot 5, spoon 6, sugar 7, tea 8.</summary>
    public static ProductCatalog Catalog(Func<CatalogProduct, CatalogProduct>? change = null) => new()
    {
        AsOf = At,
        Snapshot = "s7",
        Products = [.. new CatalogProduct[]
        {
            new() { Id = "chai", Title = "Chai", Category = "Drinks", Brand = "Leaf", Price = 5, Kin = [new Kin(8, 0.8f)] },
            new() { Id = "cup", Title = "Cup", Category = "Kitchen", Price = 8, Popularity = 4 },
            new() { Id = "lamp", Title = "Lamp", Category = "Home", Price = 40, Popularity = 9 },
            new() { Id = "mug", Title = "Mug", Category = "Kitchen", Price = 9, Popularity = 3 },
            new() { Id = "poster", Title = "Poster", Category = "Home", Popularity = 1 },
            new() { Id = "pot", Title = "Pot", Category = "Kitchen", Price = 25, Popularity = 5 },
            new() { Id = "spoon", Title = "Spoon", Category = "Kitchen", Price = 2, Popularity = 2 },
            new() { Id = "sugar", Title = "Sugar", Category = "Drinks", Price = 3, Popularity = 6 },
            new() { Id = "tea", Title = "Tea", Category = "Drinks", Brand = "Leaf", Price = 4, Popularity = 8 },
        }.Select(product => change?.Invoke(product) ?? product)],
    };

    public static Interaction Bought(string product, double daysAgo) => new(product, At.AddDays(-daysAgo), InteractionKind.Purchase);

    public static Interaction Viewed(string product, double daysAgo) => new(product, At.AddDays(-daysAgo), InteractionKind.View);
}

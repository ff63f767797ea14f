using Insight.Recommendations;

namespace Insight.Tests.Recommendations;

public sealed class KinFinderTests
{
    private static readonly CatalogProduct[] Products =
    [
        new() { Id = "a", Title = "Green tea pot", Category = "Kitchen", Brand = "Leaf", Price = 20 },
        new() { Id = "b", Title = "Desk lamp", Category = "Home", Brand = "Lux", Price = 20 },
        new() { Id = "c", Title = "Blue cup", Category = "Kitchen", Price = 8 },
        new() { Id = "d", Title = "Old tea pot", Category = "Kitchen", Price = 20, Active = false },
        new() { Id = "new", Title = "Red tea-pot", Category = "kitchen", Brand = "LEAF", Price = 22 },
        new() { Id = "odd", Title = "Nothing alike" },
        new() { Id = "cheap", Price = 20 },
    ];

    private static readonly IReadOnlyList<CatalogProduct> Joined = KinFinder.Join(Products, [9, 9, 9, 9, 0, 0, 2]);

    [Fact]
    public void NewProduct_TheMostAlikeFirst_InactiveAndUnlikeOnesNever()
    {
        Assert.Equal([0, 2], Joined[4].Kin.Select(kin => kin.Product));
        Assert.InRange(Joined[4].Kin[0].Similarity, 0.35f + 0.15f + (0.15f * 20 / 22), 1);
        Assert.Equal(0.35f + (0.15f * 8 / 22), Joined[4].Kin[1].Similarity, 1e-5f); // one category and a price; no word, no brand
    }

    [Fact]
    public void ProductWithInteractions_NeedsNoKin() => Assert.All(Joined.Take(4), product => Assert.Empty(product.Kin));

    [Fact]
    public void NothingInCommonButAPrice_IsNoKin() => Assert.All(Joined.Skip(5), product => Assert.Empty(product.Kin));

    [Fact]
    public void Cancelled_ItEnds()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => KinFinder.Join(Products, [9, 9, 9, 9, 0, 0, 2], source.Token));
    }

    [Fact]
    public void Words_RareOnesSayMore()
    {
        CatalogProduct[] products =
        [
            new() { Id = "0", Title = "blue thing" }, new() { Id = "1", Title = "blue item" }, new() { Id = "2", Title = "blue other" }, new() { Id = "3", Title = "rare stone" },
            new() { Id = "4", Title = "blue rare" },
        ];
        Assert.Equal(3, KinFinder.Join(products, [5, 5, 5, 5, 0])[4].Kin[0].Product);
    }
}

namespace Insight.Recommendations;

/// <summary>What is known of one product of the shop.</summary>
public sealed record CatalogProduct
{
    public required string Id { get; init; }

    public string? Title { get; init; }

    public string? Category { get; init; }

    public string? Brand { get; init; }

    /// <summary>In the shop's currency: the product list's, else that of the latest sale.</summary>
    public double? Price { get; init; }

    /// <summary>False for what the shop has taken out: never recommended.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Whether the latest stock is above zero; null where the shop sends none for it, which is recommended like what is in stock.</summary>
    public bool? InStock { get; init; }

    /// <summary>Purchases, carts and views up to the catalog's time by their weight, each halved every 30 days; in data without a clock not halved.</summary>
    public double Popularity { get; init; }

    /// <summary>Of a product with few interactions or none: those with more that are most alike, the closest first.</summary>
    public IReadOnlyList<Kin> Kin { get; init; } = [];
}

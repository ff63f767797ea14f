using System.Text.Json.Serialization;

namespace Insight.Recommendations;

/// <summary>
/// Every product of a shop as it is now: what recommendations show of it, whether they may, and what stands in for a model. A refresh makes it from the lake; codes that are no
/// products (postage, fees) are not in it.
/// </summary>
public sealed class ProductCatalog
{
    private volatile CatalogLookup? _lookup;
    private volatile Assortment? _alone;

    public static ProductCatalog Empty { get; } = new() { AsOf = DateTimeOffset.UnixEpoch, Snapshot = null, Products = [] };

    /// <summary>The end of the interactions that were counted, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The lake's snapshot that it was made from; null for what a model knows of products before the first refresh.</summary>
    public required string? Snapshot { get; init; }

    /// <summary>By id.</summary>
    public required IReadOnlyList<CatalogProduct> Products { get; init; }

    /// <summary>The same by id, category, brand and popularity.</summary>
    [JsonIgnore]
    internal CatalogLookup Lookup => _lookup ??= new CatalogLookup(Products);

    /// <summary>The catalog where no model recommends.</summary>
    [JsonIgnore]
    internal Assortment WithoutModel => _alone ??= new Assortment(null, this);

    /// <summary>Memory that it takes with what is worked out from it, estimated.</summary>
    [JsonIgnore]
    internal long Bytes => Products.Count * 400L;

    /// <summary>What a model alone tells of the products: their ids, before the first refresh.</summary>
    internal static ProductCatalog Of(RecommendationModel model) => new()
    {
        AsOf = model.Manifest.AsOf,
        Snapshot = null,
        Products = [.. model.Index.Products.Select(id => new CatalogProduct { Id = id })],
    };
}

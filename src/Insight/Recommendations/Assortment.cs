namespace Insight.Recommendations;

/// <summary>
/// A model and a catalog that answer together: which product of the one is which of the other, what may be recommended at all, and which products the model does not know
/// could stand behind those that it knows. A <i>product</i> is its place in the catalog, a <i>place</i> its index in the model.
/// </summary>
internal sealed class Assortment
{
    /// <summary>Memory for each product of the model, estimated.</summary>
    public const long BytesPerPlace = 40;

    /// <summary>Unknown products behind a known one at most: the closest.</summary>
    private const int MaxNewcomers = 20;

    public Assortment(RecommendationModel? model, ProductCatalog catalog)
    {
        (Model, Catalog, Lookup) = (model, catalog, catalog.Lookup);
        var products = catalog.Products;
        Places = new int[products.Count];
        Array.Fill(Places, -1);
        var known = model?.Index.Products ?? [];
        Products = new int[known.Count];
        (Mask, ActiveMask) = (new float[known.Count], new float[known.Count]);
        for (var place = 0; place < known.Count; place++)
        {
            var product = Products[place] = Lookup.Find(known[place]);
            if (product >= 0)
            {
                Places[product] = place;
            }

            ActiveMask[place] = product >= 0 && Lookup.Active[product] ? 0 : RecommendationContract.Excluded;
            Mask[place] = product >= 0 && Lookup.Available[product] ? 0 : RecommendationContract.Excluded;
        }

        Newcomers = new IReadOnlyList<Kin>?[known.Count];
        foreach (var behind in Enumerable.Range(0, products.Count).Where(product => Places[product] < 0 && products[product].Active)
            .SelectMany(product => products[product].Kin.Where(kin => Places[kin.Product] >= 0).Select(kin => (Place: Places[kin.Product], Newcomer: new Kin(product, kin.Similarity))))
            .GroupBy(pair => pair.Place, pair => pair.Newcomer))
        {
            HasNewcomers = true;
            Newcomers[behind.Key] = [.. behind.OrderByDescending(newcomer => newcomer.Similarity).ThenBy(newcomer => newcomer.Product).Take(MaxNewcomers)];
        }
    }

    /// <summary>Null where the shop has none that recommends.</summary>
    public RecommendationModel? Model { get; }

    public ProductCatalog Catalog { get; }

    public CatalogLookup Lookup { get; }

    /// <summary>By place: the product; −1 for one that is in the catalog no more, and so is not recommended.</summary>
    public int[] Products { get; }

    /// <summary>By product: the place; −1 for what the model does not know.</summary>
    public int[] Places { get; }

    /// <summary>By place, as <see cref="RecommendationContract.Mask"/>: lets in what is active and not out of stock.</summary>
    public float[] Mask { get; }

    /// <summary>The same for what is active, out of stock or not.</summary>
    public float[] ActiveMask { get; }

    /// <summary>By place: products that the model does not know and that are like this one; null for none.</summary>
    public IReadOnlyList<Kin>?[] Newcomers { get; }

    public bool HasNewcomers { get; }

    public CatalogProduct this[int product] => Catalog.Products[product];

    /// <summary>How alike two products are, 0 to 1: neighbours of each other by their strength, or of one category and brand.</summary>
    public float Similarity(int a, int b)
    {
        var alike = (Same(Lookup.Categories) ? 0.6f : 0) + (Same(Lookup.Brands) ? 0.4f : 0);
        return Math.Max(alike, Math.Max(Strength(Places[a], Places[b]), Strength(Places[b], Places[a])));

        bool Same(int[] kinds) => kinds[a] >= 0 && kinds[a] == kinds[b];
    }

    private float Strength(int from, int to)
    {
        if (from < 0 || to < 0)
        {
            return 0;
        }

        var index = Model!.Index; // a place comes from a model
        return Math.Clamp(Math.Max(Strength(index.Next[from], to), Strength(index.Together[from], to)), 0, 1);
    }

    private static float Strength(Neighbour[] neighbours, int to)
    {
        foreach (var (product, strength) in neighbours)
        {
            if (product == to)
            {
                return strength;
            }
        }

        return 0;
    }
}

namespace Insight.Recommendations;

/// <summary>A catalog's products by what is asked of them, side by side: a filter looks at all of them. A product is named by its place in the catalog.</summary>
internal sealed class CatalogLookup
{
    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, int> _categories = new(StringComparer.OrdinalIgnoreCase);

    public CatalogLookup(IReadOnlyList<CatalogProduct> products)
    {
        _places = new Dictionary<string, int>(products.Count, StringComparer.Ordinal);
        var brands = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        (Categories, Brands, Prices) = (new int[products.Count], new int[products.Count], new double[products.Count]);
        (Active, Available) = (new bool[products.Count], new bool[products.Count]);
        for (var i = 0; i < products.Count; i++)
        {
            _places[products[i].Id] = i;
            Categories[i] = Number(_categories, products[i].Category);
            Brands[i] = Number(brands, products[i].Brand);
            Prices[i] = products[i].Price ?? double.NaN;
            Active[i] = products[i].Active;
            Available[i] = products[i] is { Active: true, InStock: not false };
        }

        ByPopularity = [.. Enumerable.Range(0, products.Count)];
        Array.Sort(ByPopularity, (a, b) => products[b].Popularity.CompareTo(products[a].Popularity) is var order && order != 0 ? order : a.CompareTo(b));
        MostPopular = products.Count == 0 ? 0 : products[ByPopularity[0]].Popularity;
    }

    /// <summary>A number for the category of every product; −1 without one.</summary>
    public int[] Categories { get; }

    public int[] Brands { get; }

    /// <summary>NaN where it is not known, which passes no comparison.</summary>
    public double[] Prices { get; }

    public bool[] Active { get; }

    /// <summary>Active and not out of stock.</summary>
    public bool[] Available { get; }

    /// <summary>Places, the most popular first.</summary>
    public int[] ByPopularity { get; }

    /// <summary>The popularity of the first.</summary>
    public double MostPopular { get; }

    /// <summary>−1 for a product that is not in the catalog.</summary>
    public int Find(string productId) => _places.GetValueOrDefault(productId, -1);

    /// <summary>The number of a category, written in any case; −1 where no product has it.</summary>
    public int FindCategory(string name) => _categories.GetValueOrDefault(name.Trim(), -1);

    private static int Number(Dictionary<string, int> numbers, string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return -1;
        }

        name = name.Trim();
        if (!numbers.TryGetValue(name, out var number))
        {
            numbers[name] = number = numbers.Count;
        }

        return number;
    }
}

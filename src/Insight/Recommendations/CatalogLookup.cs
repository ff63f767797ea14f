namespace Insight.Recommendations;

/// <summary>A catalog's products by what is asked of them. A product is named by its place in the catalog.</summary>
internal sealed class CatalogLookup
{
    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, int> _categories = new(StringComparer.OrdinalIgnoreCase);

    public CatalogLookup(IReadOnlyList<CatalogProduct> products)
    {
        _places = new Dictionary<string, int>(products.Count, StringComparer.Ordinal);
        var brands = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        (Categories, Brands) = (new int[products.Count], new int[products.Count]);
        for (var i = 0; i < products.Count; i++)
        {
            _places[products[i].Id] = i;
            Categories[i] = Number(_categories, products[i].Category);
            Brands[i] = Number(brands, products[i].Brand);
        }

        ByPopularity = [.. Enumerable.Range(0, products.Count)];
        Array.Sort(ByPopularity, (a, b) => products[b].Popularity.CompareTo(products[a].Popularity) is var order && order != 0 ? order : a.CompareTo(b));
        MostPopular = products.Count == 0 ? 0 : products[ByPopularity[0]].Popularity;
    }

    /// <summary>A number for the category of every product; −1 without one.</summary>
    public int[] Categories { get; }

    public int[] Brands { get; }

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

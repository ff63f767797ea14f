namespace Insight.Recommendations;

/// <summary>Which products an answer may hold: active, in stock unless it does not matter, passing the filter, and not excluded.</summary>
internal sealed class Choice
{
    private readonly Assortment _shop;
    private readonly ProductFilter _filter;
    private readonly int _category;
    private readonly bool[] _may;
    private readonly HashSet<int> _excluded = [];

    public Choice(Assortment shop, RecommendationRequest request, Visit visit)
    {
        (_shop, _filter) = (shop, request.Filter);
        _may = _filter.InStock == false ? shop.Lookup.Active : shop.Lookup.Available;
        _category = _filter.Category is { } name ? shop.Lookup.FindCategory(name) : -1;
        foreach (var id in request.Exclude)
        {
            Exclude(shop.Lookup.Find(id));
        }

        switch (request.Scenario)
        {
            case RecommendationScenario.Product:
                Exclude(visit.Current);
                break;
            case RecommendationScenario.Cart:
                _excluded.UnionWith(visit.Session);
                break;
        }

        if (request.ExcludeSeen ?? (request.Scenario != RecommendationScenario.Again && shop.Model is { Repeats: false }))
        {
            _excluded.UnionWith(visit.Session);
            _excluded.UnionWith(visit.Seen);
        }
    }

    public bool Allows(int product) => Passes(product) && !_excluded.Contains(product);

    /// <summary>Lets the model see what it may answer with, so that a narrow choice still fills the list.</summary>
    public void WriteTo(BoundHistory room)
    {
        if (_filter.IsPlain)
        {
            room.Use(_filter.InStock == false ? _shop.ActiveMask : _shop.Mask);
            foreach (var product in _excluded)
            {
                if (_shop.Places[product] is var place && place >= 0)
                {
                    room.Exclude(place);
                }
            }

            return;
        }

        var mask = room.Choose();
        for (var place = 0; place < mask.Length; place++)
        {
            mask[place] = _shop.Products[place] is var product && product >= 0 && Allows(product) ? 0 : RecommendationContract.Excluded;
        }
    }

    /// <summary>Why nothing is left, or less than was asked for.</summary>
    public string Explain(int found)
    {
        var products = _shop.Catalog.Products;
        if (products.Count == 0)
        {
            return "The shop has no products yet: drop orders, events or products; the next refresh knows them.";
        }

        if (_filter.Category is { } category && _category < 0)
        {
            return $"No product has the category '{category}'.";
        }

        var active = products.Count(product => product.Active);
        var passing = Enumerable.Range(0, products.Count).Count(Passes);
        return FormattableString.Invariant(
            $"{found} products are left: of {products.Count}, {active} are active, {passing} of them are not out of stock and pass the filter, and {passing - found} of those are excluded.");
    }

    private void Exclude(int product)
    {
        if (product >= 0)
        {
            _excluded.Add(product);
        }
    }

    private bool Passes(int product) => _may[product]
        && (_filter.Category is null || (_category >= 0 && _shop.Lookup.Categories[product] == _category))
        && (_filter.PriceMin is not { } low || _shop.Lookup.Prices[product] >= low) && (_filter.PriceMax is not { } high || _shop.Lookup.Prices[product] <= high);
}

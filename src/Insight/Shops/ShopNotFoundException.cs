namespace Insight.Shops;

/// <summary>There is no shop of that name, or it was deleted.</summary>
public sealed class ShopNotFoundException(ShopId shop) : Exception($"There is no shop '{shop}'.");

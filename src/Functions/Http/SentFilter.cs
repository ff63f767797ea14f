namespace Insight.Functions.Http;

/// <summary>Which products may be recommended; what is left out does not filter.</summary>
/// <param name="Category">A category's name, in any case.</param>
/// <param name="PriceMin">In the shop's currency; a product without a known price passes no limit of price.</param>
/// <param name="InStock">False lets in what is out of stock, too.</param>
internal sealed record SentFilter(string? Category = null, double? PriceMin = null, double? PriceMax = null, bool? InStock = null);

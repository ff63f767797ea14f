namespace Insight.Functions.Http;

/// <summary>A line of an order sent.</summary>
/// <param name="Quantity">Units; negative for a return.</param>
/// <param name="UnitPrice">In the shop's currency, not negative.</param>
internal sealed record SentLine(string? ProductId, double? Quantity, double? UnitPrice);

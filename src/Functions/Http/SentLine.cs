namespace Insight.Functions.Http;

/// <summary>A line of an order sent.</summary>
/// <param name="Quantity">Units; negative for a return. At most 1e15.</param>
/// <param name="UnitPrice">In the shop's currency, 0 to 1e15.</param>
internal sealed record SentLine(string? ProductId, double? Quantity, double? UnitPrice);

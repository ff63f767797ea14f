namespace Insight.Functions.Http;

/// <summary>A line of an order sent.</summary>
/// <param name="Quantity">Units, at most a million; negative for a return.</param>
/// <param name="UnitPrice">In the shop's currency, 0 to ten million.</param>
internal sealed record SentLine(string? ProductId, double? Quantity, double? UnitPrice);

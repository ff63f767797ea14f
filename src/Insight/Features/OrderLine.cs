namespace Insight.Features;

/// <summary>A line of an order that a request sends, before orders are summed.</summary>
/// <param name="Quantity">Units; negative on returns.</param>
/// <param name="UnitPrice">In the shop's currency.</param>
public readonly record struct OrderLine(string ProductId, double Quantity, double UnitPrice);

namespace Insight.Features;

/// <summary>A line of an order as a request sends it or the lake holds it, before orders are summed.</summary>
/// <param name="Quantity">Units; negative on returns.</param>
/// <param name="UnitPrice">In the shop's currency.</param>
/// <param name="Completed">False for cancelled and returned lines.</param>
public readonly record struct OrderLine(string ProductId, double Quantity, double UnitPrice, bool Completed = true);

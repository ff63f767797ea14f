namespace Insight.Features;

/// <summary>A line of an order that a request sends, before orders are summed.</summary>
/// <param name="Quantity">Units; negative on returns.</param>
/// <param name="UnitPrice">In the shop's currency.</param>
public readonly record struct OrderLine(string ProductId, double Quantity, double UnitPrice)
{
    /// <summary>What is beyond these is a mistake, in a file as in a request. Sums of products of less are finite also where features square them.</summary>
    public const double MaxQuantity = 1e6, MaxUnitPrice = 1e7;

    public static bool IsQuantity(double quantity) => Math.Abs(quantity) <= MaxQuantity;

    public static bool IsUnitPrice(double price) => price is >= 0 and <= MaxUnitPrice;
}

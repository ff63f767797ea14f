namespace Insight.Features;

/// <summary>
/// One order as features see it. A cancellation or return that is an order of its own (UCI's <c>C…</c> invoices) has
/// <see cref="Revenue"/> 0 and its value in <see cref="Returned"/>.
/// </summary>
/// <param name="OrderedAt">UTC.</param>
/// <param name="Day">The order's calendar day in the shop's zone; purchases are counted by day, as the literature does.</param>
/// <param name="Revenue">Σ quantity × unit price over completed lines with positive quantity, in the shop's currency, ≥ 0.</param>
/// <param name="Returned">Value of lines of negative quantity, which take back an earlier sale, in the shop's currency, ≥ 0. A line that was itself refunded counts in neither.</param>
/// <param name="Units">Σ quantity of the completed lines.</param>
/// <param name="Products">Distinct products on the completed lines.</param>
public readonly record struct HistoryOrder(
    string OrderId, DateTimeOffset OrderedAt, DateOnly Day, double Revenue, double Returned, double Units, int Products)
{
    /// <summary>Whether this order makes its day a purchase day: something was sold at a price above zero.</summary>
    public bool IsPurchase => Revenue > 0 && Units > 0;

    /// <summary>
    /// A sum over lines, to a millionth. Doubles added in another order differ in their last digits, and a database adds in any order: without this
    /// the same order would have another revenue at each reading, and from the lake another than from a request.
    /// </summary>
    public static double Settle(double sum) => Math.Round(sum, 6);
}

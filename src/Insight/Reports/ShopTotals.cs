namespace Insight.Reports;

/// <summary>The shop in a few figures, over all orders up to the report's time.</summary>
/// <param name="FirstDay">Shop-local day of the first order.</param>
/// <param name="LastDay">Shop-local day of the last order.</param>
/// <param name="Revenue">Σ quantity × unit price of what was sold, before returns and cancellations.</param>
/// <param name="Returned">Value of cancelled and returned lines, ≥ 0.</param>
/// <param name="Orders">Orders in which something was sold at a price above zero.</param>
/// <param name="Customers">Customers with such an order.</param>
/// <param name="RepeatCustomers">Those with purchases on at least two days.</param>
/// <param name="OrdersWithoutCustomer">Orders that nobody can be found for; in the revenue, in no score.</param>
public sealed record ShopTotals(
    DateOnly FirstDay, DateOnly LastDay, double Revenue, double Returned, long Orders, long Customers, long RepeatCustomers, long OrdersWithoutCustomer)
{
    public double AverageOrder => Orders == 0 ? 0 : Revenue / Orders;

    public double RepeatShare => Customers == 0 ? 0 : (double)RepeatCustomers / Customers;
}

namespace Insight.Reports;

/// <summary>One calendar month of the shop.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Revenue">Of what was sold, before returns and cancellations.</param>
/// <param name="Returned">Value of cancelled and returned lines, ≥ 0, in the month in which they were booked.</param>
/// <param name="Customers">Known customers who bought.</param>
/// <param name="NewCustomers">Those who bought for the first time.</param>
/// <param name="Partial">The data begin or end within this month.</param>
public sealed record MonthFigures(DateOnly Month, double Revenue, double Returned, long Orders, long Customers, long NewCustomers, bool Partial);

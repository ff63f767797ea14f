namespace Insight.Reports;

/// <summary>
/// Valuable customers who are slipping away. <em>Valuable</em>: the top fifth by revenue (less returns) of those who bought within the past
/// <see cref="WindowDays"/> days. <em>At risk</em>: valuable, and less than half as likely to buy within the horizon as valuable customers
/// are on average. The rule adapts to shops where people buy weekly and to those where they buy once in two years.
/// </summary>
public sealed record RevenueAtRisk
{
    /// <summary>Who has not bought for this long is gone rather than at risk.</summary>
    public const int WindowDays = 365;

    private const int ValuableOneIn = 5;

    /// <summary>Customers who bought within the window and have a purchase probability.</summary>
    public required int Considered { get; init; }

    public required int Valuable { get; init; }

    public required double ValuableRevenue { get; init; }

    /// <summary>Below this probability a valuable customer is at risk: half their mean.</summary>
    public required double Threshold { get; init; }

    /// <summary>The largest revenue first.</summary>
    public required IReadOnlyList<ScoredCustomer> Customers { get; init; }

    /// <summary>What those at risk have brought so far, less returns.</summary>
    public double Revenue => Customers.Sum(customer => customer.Revenue);

    /// <summary>What they are still expected to bring over the horizon.</summary>
    public double ExpectedValue => Customers.Sum(customer => customer.ExpectedValue ?? 0);

    /// <summary>Applies the rule; null when nobody has a probability yet.</summary>
    public static RevenueAtRisk? Of(IEnumerable<ScoredCustomer> customers)
    {
        var considered = customers
            .Where(customer => customer is { RecencyDays: <= WindowDays, PurchaseProbability: not null, Revenue: > 0 })
            .OrderByDescending(customer => customer.Revenue).ThenBy(customer => customer.CustomerId, StringComparer.Ordinal)
            .ToList();
        if (considered.Count == 0)
        {
            return null;
        }

        var valuable = considered.Take((considered.Count + ValuableOneIn - 1) / ValuableOneIn).ToList();
        var threshold = valuable.Average(customer => customer.PurchaseProbability!.Value) / 2; // filtered above
        return new RevenueAtRisk
        {
            Considered = considered.Count,
            Valuable = valuable.Count,
            ValuableRevenue = valuable.Sum(customer => customer.Revenue),
            Threshold = threshold,
            Customers = [.. valuable.Where(customer => customer.PurchaseProbability < threshold)],
        };
    }
}

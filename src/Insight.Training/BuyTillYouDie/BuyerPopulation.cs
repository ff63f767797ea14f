namespace Insight.Training.BuyTillYouDie;

/// <summary>Customers whose numbers were checked, ordered by frequency.</summary>
internal abstract class BuyerPopulation
{
    /// <exception cref="ArgumentException">A customer's numbers contradict each other, or nobody was observed for any time.</exception>
    protected BuyerPopulation(IReadOnlyList<BuyerSummary> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        for (int i = 0; i < customers.Count; i++)
        {
            BuyerSummary c = customers[i];
            bool valid = (c.Frequency == 0 || (c.Frequency >= 1 && c.Recency > 0)) && c.Recency >= 0 && c.Recency <= c.T
                && double.IsFinite(c.Frequency) && double.IsFinite(c.T) && c.Weight >= 0 && double.IsFinite(c.Weight);
            if (!valid)
            {
                throw new ArgumentException(
                    $"Customer {i} is {c}; expected frequency 0 or at least 1, 0 ≤ recency ≤ T, recency above 0 for repeat buyers, and a finite weight ≥ 0.", nameof(customers));
            }
        }

        Customers = [.. customers.Where(c => c.Weight > 0).OrderBy(c => c.Frequency)];
        Weight = Customers.Sum(c => c.Weight);
        MeanT = Customers.Sum(c => c.Weight * c.T) / Weight;
        MeanFrequency = Customers.Sum(c => c.Weight * c.Frequency) / Weight;
        if (!(MeanT > 0))
        {
            throw new ArgumentException($"{customers.Count} customers with a total weight of {Weight} were observed for no time at all.", nameof(customers));
        }
    }

    public double Weight { get; }

    public double MeanT { get; }

    public double MeanFrequency { get; }

    protected BuyerSummary[] Customers { get; }

    /// <summary>The same customers with times in another unit.</summary>
    protected BuyerSummary[] Scaled(double unit) => [.. Customers.Select(c => c with { Recency = c.Recency / unit, T = c.T / unit })];
}

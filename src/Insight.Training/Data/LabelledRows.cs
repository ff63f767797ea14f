using Insight.Features;
using Insight.Shops;

namespace Insight.Training.Data;

/// <summary>Customers at one or more cutoffs: what was known then, and what they did in the horizon after.</summary>
internal sealed class LabelledRows
{
    public List<float[]> Features { get; } = [];

    /// <summary>Whose row it is.</summary>
    public List<string> CustomerIds { get; } = [];

    /// <summary>Purchase days within the horizon.</summary>
    public List<double> Orders { get; } = [];

    /// <summary>Revenue within the horizon, in the shop's currency.</summary>
    public List<double> Revenue { get; } = [];

    public int Count => Features.Count;

    /// <summary>Whether they bought again.</summary>
    public bool[] Bought() => [.. Orders.Select(orders => orders > 0)];

    /// <summary>
    /// Everyone with a purchase day by each cutoff; one customer may stand at several. Reads the histories after a cutoff only for the labels.
    /// </summary>
    public static LabelledRows At(IReadOnlyList<CustomerHistory> histories, Shop shop, IReadOnlyList<DateOnly> cutoffs, int horizonDays)
    {
        var rows = new LabelledRows();
        foreach (var cutoff in cutoffs)
        {
            rows.Add(histories, shop, cutoff, horizonDays);
        }

        return rows;
    }

    /// <summary>Several sets one behind the other.</summary>
    public static LabelledRows Of(IEnumerable<LabelledRows> sets)
    {
        var rows = new LabelledRows();
        foreach (var set in sets)
        {
            rows.Add(set);
        }

        return rows;
    }

    private void Add(LabelledRows other)
    {
        Features.AddRange(other.Features);
        CustomerIds.AddRange(other.CustomerIds);
        Orders.AddRange(other.Orders);
        Revenue.AddRange(other.Revenue);
    }

    private void Add(IReadOnlyList<CustomerHistory> histories, Shop shop, DateOnly cutoffDay, int horizonDays)
    {
        var cutoff = Cutoff.EndOf(shop, cutoffDay);
        foreach (var history in histories)
        {
            var row = new float[FeatureVector.Count];
            FeatureVector.Compute(history, cutoff, row);
            if (float.IsNaN(row[0]))
            {
                continue; // has not bought yet
            }

            var ahead = PurchaseDay.Of(history, Cutoff.EndOf(shop, cutoffDay.AddDays(horizonDays))).Where(day => day.Day > cutoffDay).ToList();
            Features.Add(row);
            CustomerIds.Add(history.CustomerId);
            Orders.Add(ahead.Count);
            Revenue.Add(ahead.Sum(day => day.Revenue));
        }
    }
}

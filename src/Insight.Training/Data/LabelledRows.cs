using Insight.Features;
using Insight.Shops;

namespace Insight.Training.Data;

/// <summary>Customers at one or more cutoffs: what was known then, and what they did in the horizon after.</summary>
internal sealed class LabelledRows
{
    public List<float[]> Features { get; } = [];

    /// <summary>Purchase days within the horizon.</summary>
    public List<double> Orders { get; } = [];

    /// <summary>Revenue within the horizon, in the shop's currency.</summary>
    public List<double> Revenue { get; } = [];

    public List<double> Weights { get; } = [];

    public int Count => Features.Count;

    public double[] Happened => [.. Orders.Select(orders => orders > 0 ? 1.0 : 0.0)];

    /// <summary>Everyone with a purchase day by the cutoff. Reads the histories after the cutoff only for the labels.</summary>
    public static LabelledRows At(IReadOnlyList<CustomerHistory> histories, Shop shop, DateOnly cutoff, int horizonDays)
    {
        var rows = new LabelledRows();
        rows.Add(histories, shop, cutoff, horizonDays, 1);
        return rows;
    }

    /// <summary>Customers at several cutoffs; each cutoff's weight is given, so that many overlapping ones need not outvote the latest.</summary>
    public static LabelledRows At(IReadOnlyList<CustomerHistory> histories, Shop shop, IEnumerable<(DateOnly Day, double Weight)> cutoffs, int horizonDays)
    {
        var rows = new LabelledRows();
        foreach (var (day, weight) in cutoffs)
        {
            rows.Add(histories, shop, day, horizonDays, weight);
        }

        return rows;
    }

    private void Add(IReadOnlyList<CustomerHistory> histories, Shop shop, DateOnly cutoffDay, int horizonDays, double weight)
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
            Orders.Add(ahead.Count);
            Revenue.Add(ahead.Sum(day => day.Revenue));
            Weights.Add(weight);
        }
    }
}

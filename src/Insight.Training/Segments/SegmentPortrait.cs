using Insight.Features;

namespace Insight.Training.Segments;

/// <summary>The medians of a group's members, where it helps beside those of all customers.</summary>
internal sealed class SegmentPortrait
{
    private static readonly int RecencyColumn = FeatureVector.IndexOf("days_since_last");
    private static readonly int FrequencyColumn = FeatureVector.IndexOf("frequency");
    private static readonly int MoneyColumn = FeatureVector.IndexOf("revenue_mean");
    private static readonly int ProductsColumn = FeatureVector.IndexOf("products_per_order");
    private static readonly int PriceColumn = FeatureVector.IndexOf("price_per_unit");
    private static readonly int ReturnsColumn = FeatureVector.IndexOf("return_share");

    public SegmentPortrait(IReadOnlyList<float[]> own, IReadOnlyList<float[]> all)
    {
        Customers = own.Count;
        RecencyDays = Median(own, RecencyColumn);
        Frequency = Median(own, FrequencyColumn);
        Money = Median(own, MoneyColumn);
        RelativeMoney = Ratio(Money, Median(all, MoneyColumn));
        RelativeProducts = Ratio(Median(own, ProductsColumn), Median(all, ProductsColumn));
        RelativePrice = Ratio(Median(own, PriceColumn), Median(all, PriceColumn));
        RelativeReturns = Median(own, ReturnsColumn) / Math.Max(0.02, Median(all, ReturnsColumn));
        RecencyRank = all.Average(row => row[RecencyColumn] < RecencyDays ? 1 : row[RecencyColumn] == RecencyDays ? 0.5 : 0);
    }

    public int Customers { get; }

    public double RecencyDays { get; }

    /// <summary>Repeat purchase days.</summary>
    public double Frequency { get; }

    /// <summary>Revenue per purchase day.</summary>
    public double Money { get; }

    /// <summary>1 is as all customers; likewise below.</summary>
    public double RelativeMoney { get; }

    public double RelativeProducts { get; }

    public double RelativePrice { get; }

    /// <summary>Returned share of revenue beside that of all, or beside 2 % where it is less.</summary>
    public double RelativeReturns { get; }

    /// <summary>Share of all customers who bought later than the group's median member: 0 for the latest, 1 for those longest away.</summary>
    public double RecencyRank { get; }

    private static double Ratio(double own, double all) => all == 0 ? 1 : own / all;

    public static double Median(IReadOnlyList<float[]> rows, int column)
    {
        var known = rows.Select(row => row[column]).Where(value => !float.IsNaN(value)).Order().ToArray();
        return known.Length == 0 ? 0 : known[(known.Length - 1) / 2];
    }
}

using System.Globalization;
using Insight.Features;

namespace Insight.Training.Segments;

/// <summary>Tells groups in plain words, from the medians of their members beside those of all customers.</summary>
internal static class SegmentNames
{
    private static readonly int Recency = FeatureVector.IndexOf("days_since_last");
    private static readonly int Frequency = FeatureVector.IndexOf("frequency");
    private static readonly int Money = FeatureVector.IndexOf("revenue_mean");
    private static readonly int Revenue = FeatureVector.IndexOf("revenue_total");
    private static readonly int Products = FeatureVector.IndexOf("products_per_order");
    private static readonly int Price = FeatureVector.IndexOf("price_per_unit");
    private static readonly int Returns = FeatureVector.IndexOf("return_share");

    public static IReadOnlyList<SegmentDescription> Describe(ISegmentation segments, IReadOnlyList<float[]> rows, string currency)
    {
        var members = rows.ToLookup(segments.Assign);
        var total = rows.Sum(row => (double)row[Revenue]);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var described = new List<SegmentDescription>();
        for (var id = 0; id < segments.Groups; id++)
        {
            float[][] own = [.. members[id]];
            var name = segments is RfmSegments ? RfmGroups.All[id] : Unique(own, rows, taken);
            described.Add(new SegmentDescription(
                id, name, own.Length / (double)rows.Count, own.Sum(row => (double)row[Revenue]) / total, Tell(own, currency), Centroid(segments, id, own)));
        }

        return described;
    }

    private static string Unique(float[][] own, IReadOnlyList<float[]> all, HashSet<string> taken)
    {
        string[] parts = [Buyers(own), Baskets(own, all), Presence(own, all), .. Manners(own, all)];
        var name = string.Join(", ", parts[..3].Where(part => part.Length > 0));
        foreach (var manner in parts[3..])
        {
            if (!taken.Contains(name))
            {
                break;
            }

            name += ", " + manner;
        }

        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({i})");
        }

        return unique;
    }

    private static string Buyers(float[][] own) => Median(own, Frequency) switch
    {
        < 1 => "One-time buyers",
        < 4 => "Occasional buyers",
        _ => "Regular buyers",
    };

    private static string Baskets(float[][] own, IReadOnlyList<float[]> all) => (Median(own, Money) / Median(all, Money)) switch
    {
        > 1.5 => "big baskets",
        < 0.67 => "small baskets",
        _ => "",
    };

    private static string Presence(float[][] own, IReadOnlyList<float[]> all)
    {
        var days = Median(own, Recency);
        return days <= Quantile(all, Recency, 0.35) ? "active lately" : days >= Quantile(all, Recency, 0.65) ? "long away" : "";
    }

    /// <summary>Used only where recency, frequency and money do not tell two groups apart.</summary>
    private static IEnumerable<string> Manners(float[][] own, IReadOnlyList<float[]> all)
    {
        if (Median(own, Returns) > Math.Max(0.02, Median(all, Returns)))
        {
            yield return "returning goods";
        }

        yield return Median(own, Products) >= Median(all, Products) ? "many products" : "few products";
        yield return Median(own, Price) >= Median(all, Price) ? "dearer goods" : "cheaper goods";
    }

    private static string Tell(float[][] own, string currency) => own.Length == 0
        ? "Nobody is in this group now."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Typically {PurchaseDays(Median(own, Frequency) + 1)}, the last {Median(own, Recency):0} days ago, {Median(own, Money):0.##} {currency} each; {own.Length} customers.");

    private static string PurchaseDays(double days) => days < 1.5 ? "1 purchase day" : string.Create(CultureInfo.InvariantCulture, $"{days:0} purchase days");

    private static Dictionary<string, double> Centroid(ISegmentation segments, int id, float[][] own) =>
        segments is CentroidSegments centroids
            ? SegmentFeatures.Columns.Zip(centroids.InUnits(id)).ToDictionary(pair => FeatureVector.Names[pair.First], pair => pair.Second)
            : own.Length == 0
                ? []
                : ((int[])[Recency, Frequency, Money]).ToDictionary(column => FeatureVector.Names[column], column => Median(own, column));

    private static double Median(IReadOnlyList<float[]> rows, int column) => Quantile(rows, column, 0.5);

    private static double Quantile(IReadOnlyList<float[]> rows, int column, double share)
    {
        var known = rows.Select(row => row[column]).Where(value => !float.IsNaN(value)).Order().ToArray();
        return known.Length == 0 ? 0 : known[(int)(share * (known.Length - 1))];
    }
}

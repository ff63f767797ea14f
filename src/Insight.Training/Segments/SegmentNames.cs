using System.Globalization;
using Insight.Features;

namespace Insight.Training.Segments;

/// <summary>Tells groups in plain words, from the medians of their members beside those of all customers.</summary>
internal static class SegmentNames
{
    private static readonly int RevenueColumn = FeatureVector.IndexOf("revenue_total");
    private static readonly int[] RfmColumns = [FeatureVector.IndexOf("days_since_last"), FeatureVector.IndexOf("frequency"), FeatureVector.IndexOf("revenue_mean")];

    /// <param name="ids">By place.</param>
    /// <param name="former">By place, the group that this one goes on from: it keeps its name while that is true. Null for a new group.</param>
    public static IReadOnlyList<SegmentDescription> Describe(
        ISegmentation segments, IReadOnlyList<int> ids, IReadOnlyList<SegmentDescription?> former, IReadOnlyList<float[]> rows, string currency)
    {
        var members = rows.ToLookup(segments.Assign);
        var total = rows.Sum(row => (double)row[RevenueColumn]);
        SegmentPortrait[] portraits = [.. ids.Select((_, place) => new SegmentPortrait([.. members[place]], rows))];
        var names = Names(segments, portraits, former);
        return [.. ids.Select((id, place) => new SegmentDescription(
            id, names[place], portraits[place].Customers / (double)rows.Count, members[place].Sum(row => (double)row[RevenueColumn]) / total, Tell(portraits[place], currency),
            Centroid(segments, place, [.. members[place]])))];
    }

    private static string[] Names(ISegmentation segments, SegmentPortrait[] portraits, IReadOnlyList<SegmentDescription?> former)
    {
        if (segments is RfmSegments)
        {
            return [.. RfmGroups.All];
        }

        var kept = former.Select((group, place) => group is not null && SegmentTrait.StillTrue(group.Name, portraits[place]) ? group.Name : null).ToArray();
        var taken = kept.OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. kept.Select((name, place) => name ?? Unique(portraits[place], taken))];
    }

    private static string Unique(SegmentPortrait portrait, HashSet<string> taken)
    {
        var name = string.Join(", ", SegmentTrait.Leading.SelectMany(row => row).Where(trait => trait.IsSaidOf(portrait)).Select(trait => trait.Text));
        foreach (var manner in SegmentTrait.Manners.Where(manner => manner.IsSaidOf(portrait)))
        {
            if (!taken.Contains(name))
            {
                break;
            }

            name += ", " + manner.Text;
        }

        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({i})");
        }

        return unique;
    }

    private static string Tell(SegmentPortrait portrait, string currency) => portrait.Customers == 0
        ? "Nobody is in this group now."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Typically {PurchaseDays(portrait.Frequency + 1)}, the last {portrait.RecencyDays:0} days ago, {portrait.Money:0.##} {currency} each; {portrait.Customers} customers.");

    private static string PurchaseDays(double days) => days < 1.5 ? "1 purchase day" : string.Create(CultureInfo.InvariantCulture, $"{days:0} purchase days");

    private static Dictionary<string, double> Centroid(ISegmentation segments, int place, float[][] own) => segments switch
    {
        CentroidSegments centroids => SegmentFeatures.Columns.Zip(centroids.InUnits(place)).ToDictionary(pair => FeatureVector.Names[pair.First], pair => pair.Second),
        _ when own.Length == 0 => [],
        _ => RfmColumns.ToDictionary(column => FeatureVector.Names[column], column => SegmentPortrait.Median(own, column)),
    };
}

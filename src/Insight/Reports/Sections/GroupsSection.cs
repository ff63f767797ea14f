using Insight.Reports.Charts;

namespace Insight.Reports.Sections;

/// <summary>RFM groups and the segments of the model.</summary>
internal static class GroupsSection
{
    public static Markup Draw(ReportData data, Figures figures)
    {
        if (data.Scores is not { } scores || data.RfmGroups.Count == 0)
        {
            return Html.Section("groups", "Who the customers are", "Not scored yet.", Html.Nothing("RFM groups and segments appear after the first refresh of the profiles, which follows every training run."));
        }

        var cards = new List<Markup> { Groups(data, scores, figures) };
        if (data.Segments.Count > 0)
        {
            cards.Add(Segments(data, scores, figures));
        }

        var customers = Math.Max(1, data.RfmGroups.Sum(group => group.Customers));
        var revenue = Math.Max(1e-9, data.RfmGroups.Sum(group => group.Revenue));
        var best = data.RfmGroups.MaxBy(group => group.Revenue)!; // not empty, see above
        return Html.Section(
            "groups", "Who the customers are",
            $"{best.Group}: {Figures.Percent((double)best.Customers / customers)} of the customers, {Figures.Percent(best.Revenue / revenue)} of the revenue.",
            Html.Grid([.. cards]));
    }

    private static Markup Groups(ReportData data, ScoreOrigin scores, Figures figures)
    {
        var customers = Math.Max(1, data.RfmGroups.Sum(group => group.Customers));
        var revenue = Math.Max(1e-9, data.RfmGroups.Sum(group => group.Revenue));
        var groups = data.RfmGroups.OrderByDescending(group => group.Revenue).ToList();
        var picture = PairedBars.Draw(
            [.. groups.Select(group => new PairedBars.Row(
                group.Group, (double)group.Customers / customers, group.Revenue / revenue,
                $"{group.Group}: {Figures.Count(group.Customers)} customers", $"{group.Group}: {figures.Money(group.Revenue)}"))],
            "RFM groups", "For each group its share of the customers and its share of the revenue.");
        var table = Html.Table(
            "RFM groups", ["Group", "Customers", "Revenue", "Each"],
            groups.Select(IReadOnlyList<string> (group) =>
                [group.Group, Figures.Count(group.Customers), figures.Money(group.Revenue), figures.Money(group.Customers == 0 ? 0 : group.Revenue / group.Customers)]));
        return Html.Card(
            "RFM groups: many or much?",
            $"Recency, frequency and monetary value in quintiles, named as Shopify names them; as of {Figures.Time(scores.AsOf)}, snapshot {scores.Snapshot}. Revenue is what each has brought so far, less returns.",
            Markup.Of($"{Html.Legend(("a", "Share of customers"), ("b", "Share of revenue"))}{picture}{Html.Behind(table)}"));
    }

    private static Markup Segments(ReportData data, ScoreOrigin scores, Figures figures)
    {
        var list = Markup.Of($"""<ol class="segments">""");
        var customers = Math.Max(1, data.Segments.Sum(segment => segment.Customers));
        foreach (var segment in data.Segments.OrderByDescending(segment => segment.Revenue))
        {
            list.Add($"""<li><div><strong>{segment.Name}</strong><span class="share">{Figures.Percent((double)segment.Customers / customers)} · {Figures.Count(segment.Customers)}</span></div>""");
            list.Add($"""<p>{segment.Told}</p><p class="facts">{figures.Short(segment.Revenue)} so far""");
            if (segment.MeanProbability is { } probability)
            {
                list.Add($" · {Figures.Percent(probability)} buy within {scores.HorizonDays} days");
            }

            if (segment.MeanExpectedValue is { } value)
            {
                list.Add($" · {figures.Money(value)} expected each");
            }

            list.Add($"</p></li>");
        }

        list.Add($"</ol>");
        return Html.Card("Segments found in behaviour", $"k-means, model version {scores.Models.GetValueOrDefault("segments", "none")}; shares and means over the customers of the last refresh.", list);
    }
}

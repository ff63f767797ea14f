namespace Insight.Reports.Sections;

/// <summary>Who comes back: month of the first purchase × months since, as a heat map that is also its own table.</summary>
internal static class CohortSection
{
    /// <summary>More columns and rows than this would not be read.</summary>
    private const int MaxMonths = 24;

    public static Markup Draw(ReportData data)
    {
        var cohorts = data.Cohorts.TakeLast(MaxMonths).ToList();
        if (cohorts.Count < 2)
        {
            return Html.Section("cohorts", "Who comes back", "Needs orders from at least two months.", Html.Nothing("Retention by month of first purchase appears once the data cover two months."));
        }

        var months = Math.Min(MaxMonths, cohorts.Max(cohort => cohort.Active.Count));
        var strongest = cohorts.SelectMany(cohort => cohort.Active.Skip(1).Select(active => Share(cohort, active))).DefaultIfEmpty(0).Max();
        var seen = cohorts.Where(cohort => cohort.Active.Count > 1).ToList();
        var next = seen.Sum(cohort => cohort.Customers) is var all and > 0 ? (double)seen.Sum(cohort => cohort.Active[1]) / all : 0;
        return Html.Section(
            "cohorts", "Who comes back",
            $"Of everybody who bought for the first time, {Figures.Percent(next)} bought again in the following month.",
            Html.Grid(Html.Card(
                "Share of each month's new customers who bought again, by months since",
                $"Known customers by the month of their first purchase in the data, snapshot {data.Snapshot}; months in {data.TimeZone}. The last month may still be running. Customers from before the data began count as new in its first months.",
                HeatMap(cohorts, months, strongest), "wide")));
    }

    private static Markup HeatMap(List<Cohort> cohorts, int months, double strongest)
    {
        var table = Markup.Of($"""<div class="scroll"><table class="heat"><caption>Retention by month of first purchase</caption><thead><tr><th scope="col">First purchase</th><th scope="col">Customers</th>""");
        for (var month = 1; month < months; month++)
        {
            table.Add($"""<th scope="col">+{month}</th>""");
        }

        table.Add($"</tr></thead><tbody>");
        foreach (var cohort in cohorts)
        {
            table.Add($"""<tr><th scope="row">{Figures.Month(cohort.Month)}</th><td class="number">{Figures.Count(cohort.Customers)}</td>""");
            for (var month = 1; month < months; month++)
            {
                if (month >= cohort.Active.Count)
                {
                    table.Add($"<td></td>");
                    continue;
                }

                var share = Share(cohort, cohort.Active[month]);
                var strength = strongest > 0 ? share / strongest : 0;
                var style = strength > 0.7 ? "cell deep" : "cell";
                table.Add($"""<td class="{style}" style="--v:{strength}" title="{Figures.Count(cohort.Active[month])} of {Figures.Count(cohort.Customers)}">{Figures.Number(share * 100, 0)}<span class="unit">%</span></td>""");
            }

            table.Add($"</tr>");
        }

        return table.Add($"</tbody></table></div>");
    }

    private static double Share(Cohort cohort, long active) => cohort.Customers == 0 ? 0 : (double)active / cohort.Customers;
}

using Insight.Reports.Charts;

namespace Insight.Reports.Sections;

/// <summary>Revenue by month with returns; customers by month, new and returning.</summary>
internal static class RevenueSection
{
    public static Markup Draw(ReportData data, Figures figures)
    {
        if (data.Totals is not { } totals || data.Months.Count == 0)
        {
            return Html.Section("revenue", "Revenue", "No order yet.", Html.Nothing("As soon as a file with orders has been dropped, revenue by month stands here."));
        }

        var basis = $"Counted on snapshot {data.Snapshot}: quantity × unit price of what was sold, before returns and cancellations, in {data.Currency}; months in {data.TimeZone}. Pale columns are months that the data cover only in part.";
        var best = data.Months.MaxBy(month => month.Revenue)!; // not empty, see above
        var share = totals.Revenue > 0 ? totals.Returned / totals.Revenue : 0;
        var lead = $"{Figures.Month(best.Month)} was the strongest month with {figures.Money(best.Revenue)}. " +
            $"Returns and cancellations took back {Figures.Percent(share)} of what was sold.";
        var newcomers = data.Months.Sum(month => month.NewCustomers);
        var buyers = data.Months.Sum(month => month.Customers);
        return Html.Section("revenue", "Revenue", lead, Html.Grid(
            Html.Card("Revenue and returns by month", basis, Revenue(data, figures), "wide"),
            Html.Card(
                $"{Figures.Percent(buyers == 0 ? 0 : 1 - ((double)newcomers / buyers))} of a month's buyers had bought before",
                $"Known customers with a purchase in the month, snapshot {data.Snapshot}. In the first months of the data everybody looks new.",
                Buyers(data), "wide")));
    }

    private static Markup Revenue(ReportData data, Figures figures)
    {
        var columns = data.Months.Select(month => new MonthColumns.Column(
            month.Month, month.Partial,
            [new("a", month.Revenue, $"{Figures.Month(month.Month)}: {figures.Money(month.Revenue)} in {Figures.Count(month.Orders)} orders")],
            new("loss", month.Returned, $"{Figures.Month(month.Month)}: {figures.Money(month.Returned)} returned or cancelled"))).ToList();
        var table = Html.Table(
            "Revenue by month", ["Month", "Revenue", "Returned", "Orders"],
            data.Months.Select(IReadOnlyList<string> (month) =>
                [Figures.Month(month.Month) + (month.Partial ? " (in part)" : string.Empty), figures.Money(month.Revenue), figures.Money(month.Returned), Figures.Count(month.Orders)]));
        return Markup.Of($"{Html.Legend(("a", "Revenue"), ("loss", "Returned or cancelled"))}{Twice(columns, "Revenue by month", "Columns upwards are revenue, columns downwards returns.", figures.Short)}{Html.Behind(table)}");
    }

    private static Markup Buyers(ReportData data)
    {
        var columns = data.Months.Select(month => new MonthColumns.Column(
            month.Month, month.Partial,
            [
                new("b", month.Customers - month.NewCustomers, $"{Figures.Month(month.Month)}: {Figures.Count(month.Customers - month.NewCustomers)} had bought before"),
                new("c", month.NewCustomers, $"{Figures.Month(month.Month)}: {Figures.Count(month.NewCustomers)} bought for the first time"),
            ])).ToList();
        var table = Html.Table(
            "Customers by month", ["Month", "Buyers", "Bought before", "First purchase"],
            data.Months.Select(IReadOnlyList<string> (month) =>
                [Figures.Month(month.Month), Figures.Count(month.Customers), Figures.Count(month.Customers - month.NewCustomers), Figures.Count(month.NewCustomers)]));
        return Markup.Of($"{Html.Legend(("b", "Bought before"), ("c", "First purchase"))}{Twice(columns, "Customers by month", "Columns are customers who bought, split into returning and new ones.", Figures.Compact)}{Html.Behind(table)}");
    }

    /// <summary>Once for wide and once for narrow screens, so that the letters stay readable; only one of them is displayed.</summary>
    private static Markup Twice(IReadOnlyList<MonthColumns.Column> columns, string title, string description, Func<double, string> label) => Markup.Of(
        $"{MonthColumns.Draw(columns, 1080, title, description, label, "on-wide")}{MonthColumns.Draw(columns, 480, title, description, label, "on-narrow")}");
}

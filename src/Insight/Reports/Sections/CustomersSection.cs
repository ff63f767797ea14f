namespace Insight.Reports.Sections;

/// <summary>The customers of whom most is expected, and the valuable ones who are slipping away.</summary>
internal static class CustomersSection
{
    private const int AtRiskShown = 10;

    public static Markup Draw(ReportData data, Figures figures)
    {
        if (data.Scores is not { } scores || data.TopCustomers.Count == 0)
        {
            return Html.Section("customers", "What they will do", "Not scored yet.", Html.Nothing("Expected value and revenue at risk appear after the first refresh of the profiles."));
        }

        var origin = $"as of {Figures.Time(scores.AsOf)}, horizon {Figures.Count(scores.HorizonDays)} days, purchase {scores.Models.GetValueOrDefault("purchase", "none")}, value {scores.Models.GetValueOrDefault("value", "none")}, snapshot {scores.Snapshot}";
        var cards = new List<Markup>
        {
            Html.Card(
                "Highest expected value",
                $"Expected revenue with an 80 % interval, and the probability of at least one purchase day; {origin}. Basis: what answered (model, baseline or prior).",
                Table("Customers by expected value", data.TopCustomers, figures), "wide"),
        };
        if (data.Risk is { } risk)
        {
            cards.Insert(0, Risk(risk, scores, origin, figures));
        }

        var lead = data.Risk is { Customers.Count: > 0 } known
            ? $"{Figures.Count(known.Customers.Count)} of {Figures.Count(known.Valuable)} valuable customers are slipping away; they have brought {figures.Money(known.Revenue)} so far."
            : $"Expected within the next {Figures.Count(scores.HorizonDays)} days.";
        return Html.Section("customers", "What they will do", lead, Html.Grid([.. cards]));
    }

    private static Markup Risk(RevenueAtRisk risk, ScoreOrigin scores, string origin, Figures figures)
    {
        var share = risk.ValuableRevenue > 0 ? risk.Revenue / risk.ValuableRevenue : 0;
        var content = Markup.Of(
            $"""<div class="split"><p class="big risk">{figures.Money(risk.Revenue)}</p><p>brought so far by {Figures.Count(risk.Customers.Count)} valuable customers who are now unlikely to return: {Figures.Percent(share)} of what all {Figures.Count(risk.Valuable)} valuable customers brought. Over the next {Figures.Count(scores.HorizonDays)} days {figures.Money(risk.ExpectedValue)} is still expected from them.</p></div>""");
        if (risk.Customers.Count > 0)
        {
            content.Add(Table("Valuable customers at risk, by revenue", risk.Customers.Take(AtRiskShown), figures));
        }

        return Html.Card(
            "Revenue at risk",
            $"Valuable: the top fifth by revenue less returns among the {Figures.Count(risk.Considered)} customers who bought within {Figures.Count(RevenueAtRisk.WindowDays)} days. At risk: less than half as likely to buy as valuable customers are on average, that is below {Figures.Percent(risk.Threshold)}; {origin}.",
            content, "wide");
    }

    private static Markup Table(string caption, IEnumerable<ScoredCustomer> customers, Figures figures) => Html.Table(
        caption,
        ["Customer", "Group", "Orders", "Revenue", "Days since last", "Buys again", "P(alive)", "Expected value", "80 % interval", "Basis"],
        customers.Select(IReadOnlyList<string> (customer) =>
        [
            customer.CustomerId, customer.RfmGroup, Figures.Count(customer.Orders), figures.Money(customer.Revenue),
            customer.RecencyDays is { } days ? Figures.Number(days, 0) : "–",
            customer.PurchaseProbability is { } probability ? Figures.Percent(probability) : "–",
            customer.PAlive is { } alive ? Figures.Percent(alive) : "–",
            customer.ExpectedValue is { } value ? figures.Money(value) : "–",
            customer is { ValueLow: { } low, ValueHigh: { } high } ? $"{figures.Short(low)} to {figures.Short(high)}" : "–",
            customer.Basis,
        ]),
        textColumns: 2);
}

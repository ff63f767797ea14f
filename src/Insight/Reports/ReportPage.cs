using Insight.Reports.Sections;

namespace Insight.Reports;

/// <summary>
/// Draws <see cref="ReportData"/> as one HTML page that needs nothing else: styles and pictures are inline, there is no script, and
/// it can be mailed, archived or printed as it is. Light and dark follow the reader's system.
/// </summary>
public static class ReportPage
{
    /// <summary>The same data give the same text.</summary>
    public static string Render(ReportData data)
    {
        var figures = new Figures(data.Currency);
        var page = Markup.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{data.Shop}: customer insight</title>
            <style>{ReportStyle.Css}</style>
            </head>
            <body>
            """);
        page.Add(Header(data));
        page.Add($"<main>");
        page.Add(Tiles(data, figures));
        page.Add(RevenueSection.Draw(data, figures));
        page.Add(GroupsSection.Draw(data, figures));
        page.Add(CustomersSection.Draw(data, figures));
        page.Add(CohortSection.Draw(data));
        page.Add(ModelsSection.Draw(data, figures));
        page.Add(QualitySection.Draw(data));
        page.Add($"</main>");
        page.Add($"<footer><p>Made {Figures.Time(data.GeneratedAt)} from snapshot {data.Snapshot}. Predictions speak of groups better than of persons: a probability of 70 % is wrong three times in ten.</p></footer></body></html>");
        return page.ToString();
    }

    private static Markup Header(ReportData data)
    {
        var header = Markup.Of($"""<header><p class="kicker">Customer insight</p><h1>{data.Shop}</h1>""");
        if (data.Totals is { } totals)
        {
            header.Add($"""<p class="period">{Figures.Day(totals.FirstDay)} – {Figures.Day(totals.LastDay)}</p>""");
        }

        header.Add($"""<ul class="chips"><li>snapshot {data.Snapshot}</li>""");
        if (data.AsOf is { } asOf)
        {
            header.Add($"<li>as of {Figures.Time(asOf)}</li>");
        }

        foreach (var model in data.Models)
        {
            header.Add($"<li>{model.Model} {model.Algorithm}</li>");
        }

        return header.Add($"""</ul><nav aria-label="Sections"><a href="#revenue">Revenue</a><a href="#groups">Groups</a><a href="#customers">Customers</a><a href="#cohorts">Retention</a><a href="#models">Models</a><a href="#quality">Data</a></nav></header>""");
    }

    private static Markup Tiles(ReportData data, Figures figures)
    {
        var tiles = Markup.Of($"""<dl class="tiles">""");
        if (data.Totals is { } totals)
        {
            Tile("Revenue", figures.Short(totals.Revenue), $"{figures.Short(totals.Returned)} came back");
            Tile("Orders", Figures.Compact(totals.Orders), $"{figures.Money(totals.AverageOrder)} on average");
            Tile("Customers", Figures.Compact(totals.Customers), $"{Figures.Percent(totals.RepeatShare)} bought on two or more days");
        }

        if (data.Risk is { } risk)
        {
            Tile("Revenue at risk", figures.Short(risk.Revenue), $"{Figures.Count(risk.Customers.Count)} valuable customers slipping away", "risk");
        }

        return tiles.Add($"</dl>");

        void Tile(string name, string value, string note, string style = "") => tiles.Add(
            $"""<div class="tile {style}"><dt>{name}</dt><dd><span class="big">{value}</span><span class="note">{note}</span></dd></div>""");
    }
}

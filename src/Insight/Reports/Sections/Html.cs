namespace Insight.Reports.Sections;

/// <summary>The few pieces of HTML that every section is made of.</summary>
internal static class Html
{
    /// <summary>A card: a heading that says what was found, a line on how it was obtained, and the content.</summary>
    public static Markup Card(string heading, string basis, Markup content, string style = "") => Markup.Of(
        $"""<article class="card {style}"><h3>{heading}</h3>{content}<p class="basis">{basis}</p></article>""");

    public static Markup Section(string id, string title, string lead, Markup content) => Markup.Of(
        $"""<section id="{id}"><h2>{title}</h2><p class="lead">{lead}</p>{content}</section>""");

    public static Markup Grid(params IReadOnlyList<Markup> cards)
    {
        var grid = Markup.Of($"""<div class="cards">""");
        foreach (var card in cards)
        {
            grid.Add(card);
        }

        return grid.Add($"</div>");
    }

    /// <summary>A table; columns after <paramref name="textColumns"/> hold numbers.</summary>
    public static Markup Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, int textColumns = 1)
    {
        var table = Markup.Of($"""<div class="scroll"><table><caption>{caption}</caption><thead><tr>""");
        for (var c = 0; c < columns.Count; c++)
        {
            table.Add($"""<th scope="col" class="{Style(c)}">{columns[c]}</th>""");
        }

        table.Add($"</tr></thead><tbody>");
        foreach (var row in rows)
        {
            table.Add($"<tr>");
            for (var c = 0; c < row.Count; c++)
            {
                table.Add(c == 0 ? Markup.Of($"""<th scope="row" title="{row[c]}">{row[c]}</th>""") : Markup.Of($"""<td class="{Style(c)}">{row[c]}</td>"""));
            }

            table.Add($"</tr>");
        }

        return table.Add($"</tbody></table></div>");

        string Style(int column) => column < textColumns ? "text" : "number";
    }

    /// <summary>The figures behind a picture, folded away.</summary>
    public static Markup Behind(Markup table) => Markup.Of($"<details><summary>The figures</summary>{table}</details>");

    public static Markup Legend(params IReadOnlyList<(string Style, string Name)> entries)
    {
        var legend = Markup.Of($"""<ul class="legend">""");
        foreach (var (style, name) in entries)
        {
            legend.Add($"""<li><span class="swatch {style}"></span>{name}</li>""");
        }

        return legend.Add($"</ul>");
    }

    public static Markup Nothing(string message) => Markup.Of($"""<p class="nothing">{message}</p>""");
}

namespace Insight.Reports.Charts;

/// <summary>Two bars a row, both shares of a whole: so that one sees who is many and who brings much.</summary>
internal static class PairedBars
{
    private const double Width = 540;
    private const double RowHeight = 34;
    private const double Left = 128;

    internal readonly record struct Row(string Name, double First, double Second, string FirstTip, string SecondTip);

    public static Markup Draw(IReadOnlyList<Row> rows, string title, string description)
    {
        var svg = new Markup();
        var axis = Axis.Covering(0, rows.Max(row => Math.Max(row.First, row.Second)), 0, Width - Left - 52);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var y = (i * RowHeight) + 4;
            svg.Add($"""<text class="name" x="{Left - 10}" y="{y + 16}" text-anchor="end">{row.Name}</text>""");
            Bar(svg, y + 1, row.First, "a", row.FirstTip);
            Bar(svg, y + 14, row.Second, "b", row.SecondTip);
        }

        return Picture.Svg(Width, (rows.Count * RowHeight) + 4, title, description, svg);

        void Bar(Markup target, double y, double share, string style, string tip)
        {
            var length = Math.Max(1, axis.At(Math.Max(0, share)));
            target.Add($"""<rect class="{style}" x="{Left}" y="{y}" width="{length}" height="11" rx="2"><title>{tip}</title></rect>""");
            target.Add($"""<text class="tick" x="{Left + length + 6}" y="{y + 9.5}">{Figures.Percent(share)}</text>""");
        }
    }
}

using System.Globalization;

namespace Insight.Reports.Charts;

/// <summary>One column a month: stacked parts upwards, and what is taken away downwards.</summary>
internal static class MonthColumns
{
    private const double Height = 260;
    private const double Left = 58;
    private const double Bottom = 34;

    /// <param name="Style">CSS class of the part.</param>
    internal readonly record struct Part(string Style, double Value, string Tip);

    internal sealed record Column(DateOnly Month, bool Partial, IReadOnlyList<Part> Up, Part? Down = null);

    public static Markup Draw(IReadOnlyList<Column> columns, double width, string title, string description, Func<double, string> label, string style)
    {
        var svg = new Markup();
        var right = width - 6;
        var axis = Axis.Covering(-columns.Max(c => c.Down?.Value ?? 0), columns.Max(c => c.Up.Sum(p => p.Value)), Height - Bottom, 12);
        Picture.Grid(svg, axis, Left, right, label);
        var slot = (right - Left) / columns.Count;
        var bar = Math.Clamp(slot * 0.62, 1.5, 46);
        var every = Math.Max(1, (int)Math.Ceiling(columns.Count * 40 / (right - Left)));
        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i];
            var x = Left + (slot * i) + ((slot - bar) / 2);
            svg.Add(column.Partial ? Markup.Of($"""<g class="partial">""") : Markup.Of($"<g>"));
            var sum = 0.0;
            for (var p = 0; p < column.Up.Count; p++)
            {
                var part = column.Up[p];
                if (part.Value > 0)
                {
                    var isTop = column.Up.Skip(p + 1).All(later => later.Value <= 0);
                    svg.Add(Picture.Column(x, bar, axis.At(sum), axis.At(sum + part.Value), part.Style, part.Tip, isTop));
                    sum += part.Value;
                }
            }

            if (column.Down is { Value: > 0 } down)
            {
                svg.Add(Picture.Column(x, bar, axis.At(0), axis.At(-down.Value), down.Style, down.Tip));
            }

            svg.Add($"</g>");
            if ((columns.Count - 1 - i) % every == 0)
            {
                MonthLabel(svg, column.Month, x + (bar / 2), i < every);
            }
        }

        return Picture.Svg(width, Height, title, description, svg, style);
    }

    /// <summary>The month, and the year below it where it starts (or the picture does).</summary>
    private static void MonthLabel(Markup svg, DateOnly month, double x, bool first)
    {
        svg.Add($"""<text class="tick" x="{x}" y="{Height - 16}" text-anchor="middle">{month.ToString("MMM", CultureInfo.InvariantCulture)}</text>""");
        if (first || month.Month == 1)
        {
            svg.Add($"""<text class="tick strong" x="{x}" y="{Height - 2}" text-anchor="middle">{month.ToString("yyyy", CultureInfo.InvariantCulture)}</text>""");
        }
    }
}

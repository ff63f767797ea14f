namespace Insight.Reports.Charts;

/// <summary>An inline SVG with what a screen reader needs: a title and a description.</summary>
internal static class Picture
{
    public static Markup Svg(double width, double height, string title, string description, Markup content, string style = "") => Markup.Of(
        $"""<svg class="chart {style}" viewBox="0 0 {width} {height}" role="img" aria-label="{title}. {description}"><title>{title}</title><desc>{description}</desc>{content}</svg>""");

    /// <summary>Horizontal grid lines with their labels at the left.</summary>
    public static void Grid(Markup svg, Axis axis, double left, double right, Func<double, string> label)
    {
        foreach (var tick in axis.Ticks)
        {
            var y = axis.At(tick);
            var style = tick == 0 ? "zero" : "grid";
            svg.Add($"""<line class="{style}" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/><text class="tick" x="{left - 8}" y="{y + 4}" text-anchor="end">{label(tick)}</text>""");
        }
    }

    /// <summary>A bar with rounded outer corners, growing up (or down) from <paramref name="baseY"/>.</summary>
    public static Markup Column(double x, double width, double baseY, double endY, string style, string tip, bool rounded = true)
    {
        var r = rounded ? Math.Min(Math.Min(3, width / 2), Math.Abs(endY - baseY)) : 0;
        var s = endY <= baseY ? 1 : -1;
        return Markup.Of(
            $"""<path class="{style}" d="M{x} {baseY}V{endY + (s * r)}Q{x} {endY} {x + r} {endY}H{x + width - r}Q{x + width} {endY} {x + width} {endY + (s * r)}V{baseY}Z"><title>{tip}</title></path>""");
    }
}

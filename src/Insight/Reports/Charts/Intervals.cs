using Insight.Registry;

namespace Insight.Reports.Charts;

/// <summary>A metric of every candidate as a dot with its 95 % interval, the baseline's value as a line through all.</summary>
internal static class Intervals
{
    private const double RowHeight = 30;
    private const double Left = 128;

    internal readonly record struct Row(string Name, MetricValue Value, string Style);

    public static Markup Draw(IReadOnlyList<Row> rows, double? reference, double width, string title, string description, string style)
    {
        var svg = new Markup();
        var right = width - 66;
        var x = Axis.Covering(
            rows.Min(row => row.Value.Low ?? row.Value.Value), rows.Max(row => row.Value.High ?? row.Value.Value), Left, right, zero: false);
        var bottom = rows.Count * RowHeight;
        foreach (var tick in x.Ticks)
        {
            svg.Add($"""<line class="grid" x1="{x.At(tick)}" x2="{x.At(tick)}" y1="4" y2="{bottom}"/><text class="tick" x="{x.At(tick)}" y="{bottom + 16}" text-anchor="middle">{Figures.Metric(tick)}</text>""");
        }

        if (reference is { } value)
        {
            svg.Add($"""<line class="diagonal" x1="{x.At(value)}" x2="{x.At(value)}" y1="4" y2="{bottom}"/>""");
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var (name, metric, role) = rows[i];
            var y = (i * RowHeight) + (RowHeight / 2) + 2;
            svg.Add($"""<text class="name" x="{Left - 10}" y="{y + 4}" text-anchor="end">{name}</text>""");
            if (metric is { Low: { } low, High: { } high })
            {
                svg.Add($"""<line class="whisker {role}" x1="{x.At(low)}" x2="{x.At(high)}" y1="{y}" y2="{y}"/>""");
            }

            svg.Add($"""<circle class="dot {role}" cx="{x.At(metric.Value)}" cy="{y}" r="5.5"><title>{name}: {Figures.Metric(metric.Value)}</title></circle>""");
            svg.Add($"""<text class="tick strong" x="{width - 4}" y="{y + 4}" text-anchor="end">{Figures.Metric(metric.Value)}</text>""");
        }

        return Picture.Svg(width, bottom + 22, title, description, svg, style);
    }
}

namespace Insight.Reports.Charts;

/// <summary>
/// What was predicted against what came true, on customers that the model had not seen: one dot a bin, its area by the number of
/// customers. On the diagonal the prediction is right on average.
/// </summary>
internal static class Agreement
{
    private const double Width = 540;
    private const double Height = 400;
    private const double Left = 62;
    private const double Right = 528;
    private const double Top = 14;
    private const double Bottom = 348;

    public static Markup Draw(IReadOnlyList<PredictionBin> bins, string title, string description, string xName, string yName, Func<double, string> label, double? limit = null)
    {
        var max = limit ?? Math.Max(bins.Max(bin => bin.Predicted), bins.Max(bin => bin.Actual));
        var x = Axis.Covering(0, max, Left, Right);
        var y = Axis.Covering(0, max, Bottom, Top);
        var svg = new Markup();
        Picture.Grid(svg, y, Left, Right, label);
        foreach (var tick in x.Ticks)
        {
            svg.Add($"""<text class="tick" x="{x.At(tick)}" y="{Bottom + 20}" text-anchor="middle">{label(tick)}</text>""");
        }

        svg.Add($"""<line class="diagonal" x1="{x.At(0)}" y1="{y.At(0)}" x2="{x.At(x.Max)}" y2="{y.At(y.Max)}"/>""");
        var ordered = bins.OrderBy(bin => bin.Predicted).ToList();
        svg.Add($"""<polyline class="trace" points="{string.Join(' ', ordered.Select(bin => FormattableString.Invariant($"{x.At(bin.Predicted):0.##},{y.At(bin.Actual):0.##}")))}"/>""");
        var largest = bins.Max(bin => bin.Count);
        foreach (var bin in ordered)
        {
            var radius = 3.5 + (7 * Math.Sqrt((double)bin.Count / Math.Max(1, largest)));
            svg.Add($"""<circle class="dot" cx="{x.At(bin.Predicted)}" cy="{y.At(bin.Actual)}" r="{radius}"><title>predicted {label(bin.Predicted)}, observed {label(bin.Actual)}, {Figures.Count(bin.Count)} customers</title></circle>""");
        }

        svg.Add($"""<text class="axis" x="{(Left + Right) / 2}" y="{Height - 8}" text-anchor="middle">{xName}</text>""");
        svg.Add($"""<text class="axis" x="{Left + 8}" y="{Top + 8}">↑ {yName}</text>""");
        return Picture.Svg(Width, Height, title, description, svg);
    }
}

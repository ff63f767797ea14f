using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Insight.Learning.Tests.Samples;

/// <summary>Draws what was true against what was predicted, as SVG.</summary>
internal sealed class Picture
{
    private const int Width = 720;
    private const int Height = 360;
    private const int Left = 60;
    private const int Right = Width - 20;
    private const int Top = 64;
    private const int Bottom = Height - 50;

    private static readonly string[] Colours = ["#1f6f8b", "#d1495b", "#6a8d3f"];

    private readonly StringBuilder _svg = new();
    private readonly double _xMin;
    private readonly double _xMax;
    private readonly double _yMin;
    private readonly double _yMax;
    private int _legends;

    public Picture(string title, string xLabel, string yLabel, (double Min, double Max) x, (double Min, double Max) y)
    {
        (_xMin, _xMax, _yMin, _yMax) = (x.Min, x.Max, y.Min, y.Max);
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""");
        Add($"""<rect width="{Width}" height="{Height}" fill="white"/><text x="{Left}" y="22" font-size="14">{title}</text>""");
        foreach (double tick in Ticks(x))
        {
            Add($"""<text x="{X(tick):0.#}" y="{Bottom + 18}" text-anchor="middle" fill="#555">{tick:0.##}</text>""");
        }

        foreach (double tick in Ticks(y))
        {
            Add($"""<path d="M{Left} {Y(tick):0.#}H{Right}" stroke="#ddd"/><text x="{Left - 8}" y="{Y(tick) + 4:0.#}" text-anchor="end" fill="#555">{tick:0.##}</text>""");
        }

        Add($"""<text x="{(Left + Right) / 2}" y="{Height - 12}" text-anchor="middle" fill="#555">{xLabel}</text>""");
        Add($"""<text x="16" y="{(Top + Bottom) / 2}" text-anchor="middle" fill="#555" transform="rotate(-90 16 {(Top + Bottom) / 2})">{yLabel}</text>""");
    }

    public void Line(string legend, int colour, IEnumerable<(double X, double Y)> points, double width = 1.5)
    {
        string path = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.#},{Y(point.Y):0.#}")));
        Add($"""<polyline points="{path}" fill="none" stroke="{Colours[colour]}" stroke-width="{width}"/>""");
        Legend(legend, Colours[colour]);
    }

    public void Points(string legend, int colour, IEnumerable<(double X, double Y)> points)
    {
        foreach ((double x, double y) in points)
        {
            Add($"""<circle cx="{X(x):0.#}" cy="{Y(y):0.#}" r="2.2" fill="{Colours[colour]}" fill-opacity=".6"/>""");
        }

        Legend(legend, Colours[colour]);
    }

    /// <summary>Where predictions would be right.</summary>
    public void Diagonal() => Add($"""<path d="M{X(_xMin):0.#} {Y(_xMin):0.#}L{X(_xMax):0.#} {Y(_xMax):0.#}" stroke="#999" stroke-dasharray="4 4"/>""");

    /// <summary>Writes beside the tests, and with INSIGHT_WRITE_DOCS=1 into docs/learning, where the README shows it from.</summary>
    public void Write(string name)
    {
        string text = _svg + "</svg>\n";
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), text);
        if (Environment.GetEnvironmentVariable("INSIGHT_WRITE_DOCS") == "1")
        {
            string folder = Path.Combine(Root(), "docs", "learning");
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    /// <summary>The repository's folder.</summary>
    public static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    private static IEnumerable<double> Ticks((double Min, double Max) range)
    {
        double rough = (range.Max - range.Min) / 6;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
        for (double tick = Math.Ceiling(range.Min / step) * step; tick <= range.Max; tick += step)
        {
            yield return tick;
        }
    }

    private double X(double value) => Left + ((value - _xMin) / (_xMax - _xMin) * (Right - Left));

    private double Y(double value) => Bottom - ((value - _yMin) / (_yMax - _yMin) * (Bottom - Top));

    private void Legend(string text, string colour)
    {
        int x = Left + (120 * _legends++);
        Add($"""<rect x="{x}" y="36" width="12" height="12" fill="{colour}"/><text x="{x + 18}" y="46">{text}</text>""");
    }

    private void Add(FormattableString element) => _svg.AppendLine(element.ToString(CultureInfo.InvariantCulture));
}

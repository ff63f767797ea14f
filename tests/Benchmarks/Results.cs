using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Insight.Benchmarks;

/// <summary>What a benchmark found, as a table for people and one line of JSON for docs/benchmarks.md.</summary>
internal sealed class Results(string benchmark)
{
    private readonly List<(string What, double Value, string Unit, double? Bar)> _rows = [];

    /// <param name="bar">The largest value that is good enough; null where none was promised.</param>
    public void Add(string what, double value, string unit, double? bar = null)
    {
        _rows.Add((what, value, unit, bar));
        Console.WriteLine($"  {what}: {Text(value)} {unit}");
    }

    public void Print()
    {
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumns(benchmark, "figure", "unit", "bar");
        foreach (var (what, value, unit, bar) in _rows)
        {
            table.AddRow(what, Text(value), unit, bar is { } limit ? $"≤ {Text(limit)}{(value <= limit ? string.Empty : " missed")}" : string.Empty);
        }

        AnsiConsole.Profile.Width = 140;
        AnsiConsole.Write(table);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            benchmark,
            date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            machine = Machine.Description,
            figures = _rows.ToDictionary(row => row.What, row => Math.Round(row.Value, 3), StringComparer.Ordinal),
        }));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Text(double value) => value.ToString(value < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Insight.LocalHost.Output;

/// <summary>What demo and try print: spinners and tables in a terminal, plain lines where the output goes into a file or a pipe.</summary>
internal sealed class Screen
{
    private const int PlainWidth = 150;

    private readonly IAnsiConsole _console;

    public Screen(IAnsiConsole console)
    {
        _console = console;
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = PlainWidth;
        }
    }

    public void Title(string text)
    {
        _console.WriteLine();
        _console.Write(new Rule($"[bold]{Markup.Escape(text)}[/]") { Justification = Justify.Left });
    }

    public void Line(string text = "") => _console.WriteLine(text);

    /// <summary>Runs a step; what it says is shown beside the spinner. A failure names the step.</summary>
    public async Task StepAsync(string name, Func<Action<string>, Task> work)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            if (_console.Profile.Out.IsTerminal && _console.Profile.Capabilities.Interactive)
            {
                await _console.Status().StartAsync(Markup.Escape(name), context => work(detail => context.Status(Markup.Escape($"{name}: {detail}"))));
            }
            else
            {
                await work(_ => { });
            }
        }
        catch
        {
            _console.WriteLine($"  failed   {name}");
            throw;
        }

        _console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  done     {name} ({watch.Elapsed.TotalSeconds:0.0} s)"));
    }

    /// <summary>A table whose first <paramref name="textColumns"/> columns are text and whose others are numbers.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, int textColumns = 1)
    {
        var table = new Table { Border = TableBorder.Simple };
        for (var i = 0; i < columns.Count; i++)
        {
            table.AddColumn(new TableColumn(new Text(columns[i])) { Alignment = i < textColumns ? Justify.Left : Justify.Right });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        _console.Write(table);
    }
}

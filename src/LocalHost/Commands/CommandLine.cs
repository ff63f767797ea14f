using System.Globalization;
using Insight.LocalHost.Hosting;

namespace Insight.LocalHost.Commands;

/// <summary>What was asked on the command line: an optional verb, its arguments, and the options that all verbs share.</summary>
internal sealed record CommandLine
{
    public const string Help = """
        Insight on this machine, for development.

        dotnet run --project src/LocalHost [-- [verb] [options]]

        Without a verb it serves the functions until Ctrl-C.
        {verbs}
          --port <n>             port on 127.0.0.1, 0 for a free one (7071)
          --storage <string>     connection string of storage on this machine (Azurite's own ports)
          --data <folder>        where an Azurite that is started here keeps its data (.insight)
          --inMemoryPersistence  keeps nothing when it ends
          --watch <folder>       copies files that appear there into uploads/demo/
          --no-timers            timers run only when asked: POST /admin/functions/{name}
          --help                 this
        """;

    public string? Verb { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Options without a value that only the verb knows, such as --once.</summary>
    public IReadOnlyList<string> Switches { get; init; } = [];

    /// <summary>Options with a value that only the verb knows, such as --currency.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public bool AsksForHelp { get; init; }

    public LocalHostOptions Options { get; init; } = new();

    /// <exception cref="LocalHostException">An option has no value or a wrong one.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            line = argument switch
            {
                "--help" or "-h" or "-?" => line with { AsksForHelp = true },
                "--port" => line with { Options = line.Options with { Port = Port(Value()) } },
                "--storage" => line with { Options = line.Options with { StorageConnectionString = Value() } },
                "--data" => line with { Options = line.Options with { DataFolder = Value() } },
                "--watch" => line with { Options = line.Options with { WatchFolder = Value() } },
                "--inMemoryPersistence" => line with { Options = line.Options with { InMemory = true } },
                "--no-timers" => line with { Options = line.Options with { RunTimers = false } },
                "--currency" or "--time-zone" or "--as-of" or "--horizon" =>
                    line with { Values = new Dictionary<string, string>(line.Values, StringComparer.Ordinal) { [argument] = Value() } },
                ['-', ..] => line with { Switches = [.. line.Switches, argument] },
                _ when line.Verb is null => line with { Verb = argument },
                _ => line with { Arguments = [.. line.Arguments, argument] },
            };

            string Value() => ++i < arguments.Count ? arguments[i] : throw new LocalHostException($"{argument} expects a value; see --help.");
        }

        return line;
    }

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new LocalHostException($"--port is '{text}', expected a number from 0 to 65535.");
}

using Insight.LocalHost.Commands;
using Insight.LocalHost.Demo;
using Insight.LocalHost.Hosting;
using Insight.LocalHost.Try;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.DependencyInjection;

// A verb is one line here: its name, what --help says of it, and what runs.
var verbs = new Dictionary<string, (string Help, Func<CommandLine, CancellationToken, Task<int>> Run)>(StringComparer.Ordinal)
{
    ["serve"] = ("serve                    the same by name", ServeCommand.RunAsync),
    ["demo"] = ("demo [--once]            a made-up shop, from dropped files to scored customers", DemoCommand.RunAsync),
    ["try"] = ("try <file or folder>     your own export, in a shop of its own [--currency EUR] [--time-zone UTC] [--as-of day] [--horizon days] [--once]", TryCommand.RunAsync),
};

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};

try
{
    var line = CommandLine.Parse(args);
    if (line.AsksForHelp)
    {
        Console.WriteLine(CommandLine.Help.Replace("{verbs}", string.Join(Environment.NewLine, verbs.Values.Select(verb => "  " + verb.Help)), StringComparison.Ordinal));
        return 0;
    }

    if (!verbs.TryGetValue(line.Verb ?? "serve", out var chosen))
    {
        throw new LocalHostException($"Unknown verb '{line.Verb}', expected one of {string.Join(", ", verbs.Keys)}; see --help.");
    }

    return await chosen.Run(line with { Options = line.Options with { Progress = Console.WriteLine, OnStarting = SeedAsync } }, cancellation.Token);
}
catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
{
    return 130;
}
catch (LocalHostException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

// LocalHost has one shop from the start; its key is public knowledge, which is why LocalHost runs in development only.
static Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken) => DevelopmentShop.SeedAsync(
    services.GetRequiredService<InsightStorage>(), services.GetRequiredService<ShopDirectory>(), services.GetRequiredService<ShopKeys>(), cancellationToken);

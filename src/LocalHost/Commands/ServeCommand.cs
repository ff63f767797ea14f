using Insight.LocalHost.Hosting;

namespace Insight.LocalHost.Commands;

/// <summary>Serves the functions until Ctrl-C.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(CommandLine line, CancellationToken cancellationToken)
    {
        if (line.Switches is [var unknown, ..])
        {
            throw new LocalHostException($"Unknown option {unknown}; see --help.");
        }

        await using var app = await LocalHostApp.StartAsync(line.Options, cancellationToken);
        Console.WriteLine(Greeting(app, line.Options));
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static string Greeting(LocalHostApp app, LocalHostOptions options)
    {
        var root = app.BaseAddress.ToString().TrimEnd('/');
        var drop = options.WatchFolder is { } folder ? $"files put into {folder}" : "blobs put into uploads/demo/";
        return $"""

            Insight serves {app.FunctionNames.Count} functions at {root} for development: shop demo, key demo-key, admin key admin-key.
            It ingests {drop}. Next:
              curl {root}/health/ready
              curl -H "x-api-key: demo-key" {root}/api/v1/shops/demo/ingestions
              curl -H "x-api-key: demo-key" {root}/api/v1/shops/demo/segments
            Ctrl-C ends it.

            """;
    }
}

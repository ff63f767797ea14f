using Insight.LocalHost.Client;
using Insight.LocalHost.Commands;
using Insight.LocalHost.Hosting;
using Insight.LocalHost.Output;
using Insight.Reports;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Insight.LocalHost.Demo;

/// <summary>
/// <c>demo [--once]</c>: makes the demo shop's files, drops them, trains, scores and shows what came of it, all through the HTTP contract.
/// With <c>--once</c> it ends then, and starts from empty storage of its own; without, it goes on serving.
/// </summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(CommandLine line, CancellationToken cancellationToken)
    {
        if (line.Switches.FirstOrDefault(option => option != "--once") is { } unknown)
        {
            throw new LocalHostException($"Unknown option {unknown}; demo knows --once, see --help.");
        }

        var once = line.Switches.Contains("--once");
        var screen = new Screen(AnsiConsole.Console);
        var options = line.Options with
        {
            LogLevel = LogLevel.Warning,
            Port = once && line.Options.Port == new LocalHostOptions().Port ? 0 : line.Options.Port,
            OwnStorage = once && line.Options.StorageConnectionString is null,
            InMemory = once || line.Options.InMemory,
        };
        screen.Title("Insight: a made-up shop, from dropped files to scored customers");
        await using var app = await LocalHostApp.StartAsync(options, cancellationToken);
        using var client = new InsightClient(app.BaseAddress, "demo", "demo-key");
        await ShowAsync(client, screen, options.DataFolder, cancellationToken);
        await Next.ServeAsync(screen, app, once, cancellationToken);

        return 0;
    }

    private static async Task ShowAsync(InsightClient client, Screen screen, string dataFolder, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = [];
        DemoTruths? truths = null;
        await screen.StepAsync("Making a year of a shop", _ => Task.Run(
            () => (files, truths) = DemoFiles.Write(DemoShop.Generate(new DemoOptions()), Path.Combine(dataFolder, "demo")), cancellationToken));
        var steps = new ShopSteps(client, screen);
        var receipts = await steps.DropAsync([.. files.Select(file => (file, Path.GetFileName(file)))], cancellationToken);
        if (receipts.FirstOrDefault(receipt => receipt.Status != Ingestion.IngestionStatus.Done) is { } undone)
        {
            throw new LocalHostException($"{undone.Path} ended as {undone.Status.ToString().ToLowerInvariant()}: {undone.Message}");
        }

        var (run, segments) = await steps.TrainAsync(asOf: null, horizonDays: null, cancellationToken);
        var customers = await client.CustomersAsync(cancellationToken);
        var profiles = await client.LookupAsync(truths!.Future.Keys, cancellationToken); // made by the first step, or it threw
        var report = await steps.SaveReportAsync(dataFolder, cancellationToken);

        Tables.Receipts(screen, receipts);
        Tables.Segments(screen, segments);
        screen.Title("Three customers");
        var three = Three(customers);
        Tables.Customers(screen, three, segments.Currency);
        await steps.RecommendAsync([.. three.Select(customer => customer.CustomerId)], cancellationToken);
        Tables.Models(screen, run);
        Recovered.Print(screen, truths, receipts, customers, profiles);
        Next.Print(screen, client, three[0].CustomerId, report);
    }

    /// <summary>The most valuable, one in the middle, and one of the valuable who is slipping away (or the last).</summary>
    private static List<ScoredCustomer> Three(IReadOnlyList<ScoredCustomer> customers)
    {
        var ordered = customers.Where(customer => customer.ExpectedValue is not null).OrderByDescending(customer => customer.ExpectedValue).ToList();
        return ordered.Count == 0
            ? throw new LocalHostException("customers.csv holds no scored customer.")
            : [ordered[0], ordered[ordered.Count / 2], RevenueAtRisk.Of(customers)?.Customers.FirstOrDefault() ?? ordered[^1]];
    }
}

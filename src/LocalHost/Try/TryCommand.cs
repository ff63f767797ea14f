using System.Globalization;
using System.Text.Json;
using Insight.Ingestion;
using Insight.LocalHost.Client;
using Insight.LocalHost.Commands;
using Insight.LocalHost.Hosting;
using Insight.LocalHost.Output;
using Insight.Reports;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Insight.LocalHost.Try;

/// <summary><c>try &lt;file or folder&gt;</c>: somebody's own export in a shop and storage of its own, from the receipt to the report.</summary>
internal static class TryCommand
{
    private const string ShopName = "try";
    private const string AdminKey = "admin-key";
    private const int TopCustomers = 20;
    private const int SmallShop = 25;

    public static async Task<int> RunAsync(CommandLine line, CancellationToken cancellationToken)
    {
        if (line.Switches.FirstOrDefault(option => option != "--once") is { } unknown)
        {
            throw new LocalHostException($"Unknown option {unknown}; try knows --currency, --time-zone, --as-of, --horizon and --once, see --help.");
        }

        var request = TryRequest.Read(line);
        var screen = new Screen(AnsiConsole.Console);
        var options = line.Options with { LogLevel = LogLevel.Warning, Port = 0, OwnStorage = line.Options.StorageConnectionString is null, InMemory = true };
        screen.Title($"Insight: {request.Source}, in {request.Currency}, times in {request.TimeZone}");
        await using var app = await LocalHostApp.StartAsync(options, cancellationToken);
        using var client = await InsightClient.CreateShopAsync(app.BaseAddress, AdminKey, ShopName, request.Currency, request.TimeZone, cancellationToken);
        var steps = new ShopSteps(client, screen);
        var receipts = await steps.DropAsync(request.Files, cancellationToken);
        Tables.Receipts(screen, receipts);
        Explain(screen, receipts);
        if (receipts.All(receipt => receipt.Tables.GetValueOrDefault("orders") + receipt.Tables.GetValueOrDefault("order_lines") == 0))
        {
            screen.Line("No orders came in, so there is nothing to train on.");
            return 1;
        }

        var (run, segments) = await steps.TrainAsync(request.AsOf, request.HorizonDays, cancellationToken);
        var customers = await client.CustomersAsync(cancellationToken);
        var report = await steps.SaveReportAsync(line.Options.DataFolder, cancellationToken);
        Tables.Segments(screen, segments);
        Risk(screen, customers, request.Currency);
        screen.Title($"The {TopCustomers} customers of whom most is expected");
        var top = customers.Where(customer => customer.ExpectedValue is not null).OrderByDescending(customer => customer.ExpectedValue)
            .ThenBy(customer => customer.CustomerId, StringComparer.Ordinal).Take(TopCustomers).ToList();
        Tables.Customers(screen, top, request.Currency);
        await steps.RecommendAsync([.. top.Take(3).Select(customer => customer.CustomerId)], cancellationToken);
        Tables.Models(screen, run);
        if (customers.Count < SmallShop)
        {
            screen.Line($"  {customers.Count} customers are few: take the predictions as a rough guess.");
        }

        Next.Print(screen, client, top.Count > 0 ? top[0].CustomerId : "1", report);
        await Next.ServeAsync(screen, app, line.Switches.Contains("--once"), cancellationToken);
        return 0;
    }

    /// <summary>For every file that did not get in: what to do.</summary>
    private static void Explain(Screen screen, IReadOnlyList<IngestionReceipt> receipts)
    {
        foreach (var receipt in receipts.Where(receipt => receipt.SuggestedMapping is not null))
        {
            var name = receipt.Path[(receipt.Path.IndexOf('/', StringComparison.Ordinal) + 1)..];
            screen.Title($"{name} waits for a mapping");
            screen.Line($"  Correct this, save it as {name}.mapping.json beside the file and run try on their folder:");
            screen.Line(JsonSerializer.Serialize(receipt.SuggestedMapping, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }));
        }
    }

    private static void Risk(Screen screen, IReadOnlyList<ScoredCustomer> customers, string currency)
    {
        screen.Title("Revenue and customers at risk");
        screen.Line($"  {Tables.Money(customers.Sum(customer => customer.Revenue), currency)} from {Tables.Count(customers.Count(customer => customer.Orders > 0))} customers so far, less returns.");
        if (RevenueAtRisk.Of(customers) is not { } risk)
        {
            screen.Line("  Nobody bought within the last year of the data, so nobody is at risk of leaving.");
            return;
        }

        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"  {risk.Customers.Count} of {risk.Valuable} valuable customers are at risk; they brought {Tables.Money(risk.Revenue, currency)}, and {Tables.Money(risk.ExpectedValue, currency)} is still expected."));
        screen.Line($"  Valuable: the top fifth by revenue of those who bought within {RevenueAtRisk.WindowDays} days. At risk: under {Tables.Percent(risk.Threshold)} to buy again, half of what is usual among them.");
    }
}

using System.Globalization;
using System.Text.Json;
using Insight.Functions.Http;
using Insight.LocalHost.Hosting;
using Insight.Registry;
using Insight.Shops;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Insight.Benchmarks;

/// <summary>
/// <c>POST /scores</c> with one customer sent, through LocalHost, against an endpoint on the same Kestrel that parses the same body and writes it back. A few
/// connections that stay open ask both in turns.
/// </summary>
internal static class HttpScoresBenchmark
{
    private const int Orders = 8;

    public static async Task RunAsync(Arguments arguments)
    {
        var rounds = (int)arguments.Number("rounds", 8);
        var connections = (int)arguments.Number("connections", 4);
        var length = TimeSpan.FromMilliseconds(arguments.Number("milliseconds", 1_500));
        var results = new Results("http-scores");
        await using var host = await LocalHostApp.StartAsync(new LocalHostOptions
        {
            Port = 0,
            OwnStorage = true,
            InMemory = true,
            RunTimers = false,
            LogLevel = LogLevel.Warning,
            Progress = Console.WriteLine,
            ConfigureServices = (services, _) => services.AddSingleton<IStartupFilter>(new EchoEndpoint<ScoresRequest>()),
        });
        var (key, secret) = await host.Services.GetRequiredService<ShopDirectory>().CreateAsync(new NewShop(BenchShops.Shop.Id.Value, "EUR", "Europe/Berlin"), null);
        await BenchModels.PublishAsync(host.Services.GetRequiredService<ModelRegistry>(), key.Shop, seed: 1);
        var scores = new HttpLoad(host.BaseAddress, $"/api/v1/shops/{key.Shop}/scores", Body(), (ApiCall.KeyHeader, secret));
        var echo = new HttpLoad(host.BaseAddress, EchoEndpoint<ScoresRequest>.Path, Body());
        await scores.RunAsync(connections, length);
        await echo.RunAsync(connections, length);
        List<double> floor = [], product = [];
        for (var round = 0; round < rounds; round++)
        {
            floor.Add(await echo.RunAsync(connections, length));
            product.Add(await scores.RunAsync(connections, length));
        }

        results.Add("connections", connections, "");
        results.Add("floor: echo, median", Results.Median(floor), "requests/s");
        results.Add("product: scores, median", Results.Median(product), "requests/s");
        results.Add("floor / product", Results.Median(floor.Zip(product, (a, b) => a / b)), "×", bar: 1 / 0.7);
        results.Print();
    }

    private static byte[] Body()
    {
        var orders = BenchShops.History(Orders, seed: 3).Orders.Select(order => new SentOrder(
            order.OrderId,
            order.OrderedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            [.. Enumerable.Range(0, 2).Select(line => new SentLine($"p{line}", 1 + line, order.Revenue / 3))]));
        return JsonSerializer.SerializeToUtf8Bytes(new ScoresRequest(Customers: [new SentCustomer([.. orders], "c1")]), ApiJson.Requests);
    }
}

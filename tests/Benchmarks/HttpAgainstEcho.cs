using Insight.Functions.Http;
using Insight.LocalHost.Hosting;
using Insight.Shops;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Insight.Benchmarks;

/// <summary>
/// A call through LocalHost against an endpoint on the same Kestrel that parses the same body and writes it back. A few connections that stay open ask both in turns.
/// </summary>
internal static class HttpAgainstEcho
{
    /// <summary>Rounds that do not count: methods that are called often are compiled again, for some seconds.</summary>
    private const int WarmUp = 12;

    /// <typeparam name="TRequest">What the body is parsed as.</typeparam>
    /// <param name="name">The benchmark's.</param>
    /// <param name="what">The call: the last part of its route.</param>
    /// <param name="share">Of the echo's rate that is good enough.</param>
    /// <param name="prepare">Makes a shop that has what it answers with, and a key of it.</param>
    public static async Task RunAsync<TRequest>(Arguments arguments, string name, string what, double share, byte[] body, Func<LocalHostApp, Task<(ShopId Shop, string Secret)>> prepare)
        where TRequest : class
    {
        var rounds = (int)arguments.Number("rounds", 8);
        var connections = (int)arguments.Number("connections", 4);
        var length = TimeSpan.FromMilliseconds(arguments.Number("milliseconds", 1_500));
        var results = new Results(name);
        await using var host = await LocalHostApp.StartAsync(new LocalHostOptions
        {
            Port = 0,
            OwnStorage = true,
            InMemory = true,
            RunTimers = false,
            LogLevel = LogLevel.Warning,
            Progress = Console.WriteLine,
            ConfigureServices = (services, _) => services.AddSingleton<IStartupFilter>(new EchoEndpoint<TRequest>()),
        });
        var (shop, secret) = await prepare(host);
        var call = new HttpLoad(host.BaseAddress, $"/api/v1/shops/{shop}/{what}", body, (ApiCall.KeyHeader, secret));
        var echo = new HttpLoad(host.BaseAddress, EchoEndpoint<TRequest>.Path, body);
        List<HttpFigures> floor = [], product = [];
        for (var round = -WarmUp; round < rounds; round++)
        {
            var (echoed, answered) = (await echo.RunAsync(connections, length), await call.RunAsync(connections, length));
            if (round >= 0)
            {
                floor.Add(echoed);
                product.Add(answered);
            }
        }

        results.Add("connections", connections, "");
        results.Add("floor: echo, median", Median(floor, run => run.Rate), "requests/s");
        results.Add($"product: {what}, median", Median(product, run => run.Rate), "requests/s");
        results.Add("floor: processor time", Median(floor, run => run.Processor), "µs/request");
        results.Add("product: processor time", Median(product, run => run.Processor), "µs/request");
        results.Add("floor: allocated", Median(floor, run => run.Allocated), "bytes/request");
        results.Add("product: allocated", Median(product, run => run.Allocated), "bytes/request");
        results.Add("product / floor, processor time", Results.Median(product.Zip(floor, (a, b) => a.Processor / b.Processor)), "×");
        results.Add("floor / product", Results.Median(floor.Zip(product, (a, b) => a.Rate / b.Rate)), "×", bar: 1 / share);
        results.Print();
    }

    /// <summary>An empty shop and its key.</summary>
    public static async Task<(ShopId Shop, string Secret)> CreateShopAsync(LocalHostApp host, string currency = "EUR", string timeZone = "Europe/Berlin")
    {
        var (key, secret) = await host.Services.GetRequiredService<ShopDirectory>().CreateAsync(new NewShop(BenchShops.Shop.Id.Value, currency, timeZone), null);
        return (key.Shop, secret);
    }

    private static double Median(IEnumerable<HttpFigures> runs, Func<HttpFigures, double> figure) => Results.Median(runs.Select(figure));
}

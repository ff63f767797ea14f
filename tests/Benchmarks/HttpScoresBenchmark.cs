using System.Globalization;
using System.Text.Json;
using Insight.Functions.Http;
using Insight.LocalHost.Client;
using Insight.LocalHost.Demo;
using Insight.LocalHost.Hosting;
using Insight.LocalHost.Output;
using Insight.Registry;
using Insight.Shops;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Insight.Benchmarks;

/// <summary><c>POST /scores</c> with one customer sent.</summary>
internal static class HttpScoresBenchmark
{
    private const int Orders = 8;

    /// <summary>The models are the largest boosted trees that training makes, and nothing else.</summary>
    public static Task RunAsync(Arguments arguments) => HttpAgainstEcho.RunAsync<ScoresRequest>(arguments, "http-scores", "scores", 0.7, Body(), async host =>
    {
        var (shop, secret) = await HttpAgainstEcho.CreateShopAsync(host);
        await BenchModels.PublishAsync(host.Services.GetRequiredService<ModelRegistry>(), shop, seed: 1);
        return (shop, secret);
    });

    /// <summary>The models are those that the demo's shop chooses from its data: blends of several, as most shops have.</summary>
    public static Task RunTrainedAsync(Arguments arguments) => HttpAgainstEcho.RunAsync<ScoresRequest>(arguments, "http-scores-trained", "scores", 0.7, Body(), TrainAsync);

    private static async Task<(ShopId Shop, string Secret)> TrainAsync(LocalHostApp host)
    {
        using var scratch = new Scratch();
        var options = new DemoOptions();
        var (shop, secret) = await HttpAgainstEcho.CreateShopAsync(host, options.Currency, options.TimeZone);
        using var client = new InsightClient(host.BaseAddress, shop.Value, secret);
        var (files, _) = DemoFiles.Write(DemoShop.Generate(options), scratch.Folder("demo"));
        var steps = new ShopSteps(client, new Screen(AnsiConsole.Console));
        await steps.DropAsync([.. files.Select(file => (file, Path.GetFileName(file)))], CancellationToken.None);
        await steps.TrainAsync(asOf: null, horizonDays: null, CancellationToken.None);
        return (shop, secret);
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

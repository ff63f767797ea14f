using System.Text.Json;
using Insight.Functions.Http;
using Insight.LocalHost.Hosting;
using Insight.Recommendations;
using Insight.Registry;
using Insight.Shops;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Insight.Benchmarks;

/// <summary>
/// <c>POST /recommendations</c> for a visitor's session in a shop of 10,000 products, through LocalHost, against an endpoint on the same Kestrel that parses the same body and writes it
/// back. A few connections that stay open ask both in turns.
/// </summary>
internal static class HttpRecommendBenchmark
{
    private const int Session = 8;

    public static async Task RunAsync(Arguments arguments)
    {
        var rounds = (int)arguments.Number("rounds", 8);
        var products = (int)arguments.Number("products", 10_000);
        var connections = (int)arguments.Number("connections", 4);
        var length = TimeSpan.FromMilliseconds(arguments.Number("milliseconds", 1_500));
        var results = new Results("http-recommend");
        await using var host = await LocalHostApp.StartAsync(new LocalHostOptions
        {
            Port = 0,
            OwnStorage = true,
            InMemory = true,
            RunTimers = false,
            LogLevel = LogLevel.Warning,
            Progress = Console.WriteLine,
            ConfigureServices = (services, _) => services.AddSingleton<IStartupFilter>(new EchoEndpoint<RecommendationsRequest>()),
        });
        var (key, secret) = await host.Services.GetRequiredService<ShopDirectory>().CreateAsync(new NewShop(BenchShops.Shop.Id.Value, "EUR", "Europe/Berlin"), null);
        await BenchRecommender.PublishAsync(host.Services.GetRequiredService<ModelRegistry>(), key.Shop, products);
        await host.Services.GetRequiredService<ProductCatalogs>().WriteAsync(key.Shop, null, BenchRecommender.Catalog(products), CancellationToken.None);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new RecommendationsRequest(Session: [.. BenchRecommender.Trail(products, Session, seed: 4).Select(step => step.ProductId)]), ApiJson.Requests);
        var recommendations = new HttpLoad(host.BaseAddress, $"/api/v1/shops/{key.Shop}/recommendations", body, (ApiCall.KeyHeader, secret));
        var echo = new HttpLoad(host.BaseAddress, EchoEndpoint<RecommendationsRequest>.Path, body);
        await recommendations.RunAsync(connections, length);
        await echo.RunAsync(connections, length);
        List<double> floor = [], product = [];
        for (var round = 0; round < rounds; round++)
        {
            floor.Add(await echo.RunAsync(connections, length));
            product.Add(await recommendations.RunAsync(connections, length));
        }

        results.Add("connections", connections, "");
        results.Add("floor: echo, median", Results.Median(floor), "requests/s");
        results.Add("product: recommendations, median", Results.Median(product), "requests/s");
        results.Add("floor / product", Results.Median(floor.Zip(product, (a, b) => a / b)), "×", bar: 1 / 0.6);
        results.Print();
    }
}

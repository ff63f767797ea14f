using System.Text.Json;
using Insight.Functions.Http;
using Insight.Recommendations;
using Insight.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Benchmarks;

/// <summary><c>POST /recommendations</c> for a visitor's session in a shop of 10,000 products.</summary>
internal static class HttpRecommendBenchmark
{
    private const int Session = 8;

    /// <summary>The model is a product of the history's vector with the vectors of all products.</summary>
    public static Task RunAsync(Arguments arguments)
    {
        var products = (int)arguments.Number("products", 10_000);
        return RunAsync(arguments, "http-recommend", BenchRecommender.Graph(products), products);
    }

    /// <summary>The model is a blend as large shops train it.</summary>
    public static Task RunBlendAsync(Arguments arguments)
    {
        var (onnx, products) = BenchBlend.Graph((int)arguments.Number("products", 10_000));
        return RunAsync(arguments, "http-recommend-blend", onnx, products);
    }

    private static Task RunAsync(Arguments arguments, string name, byte[] onnx, int products)
    {
        var request = new RecommendationsRequest(Session: [.. BenchRecommender.Trail(products, Session, seed: 4).Select(step => step.ProductId)]);
        return HttpAgainstEcho.RunAsync<RecommendationsRequest>(
            arguments, name, "recommendations", 0.6, JsonSerializer.SerializeToUtf8Bytes(request, ApiJson.Requests), async host =>
        {
            var (shop, secret) = await HttpAgainstEcho.CreateShopAsync(host);
            await BenchRecommender.PublishAsync(host.Services.GetRequiredService<ModelRegistry>(), shop, onnx, products);
            await host.Services.GetRequiredService<ProductCatalogs>().WriteAsync(shop, null, BenchRecommender.Catalog(products), CancellationToken.None);
            return (shop, secret);
        });
    }
}

using System.Globalization;
using System.Text.Json;
using Insight.Functions.Http;
using Insight.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Benchmarks;

/// <summary><c>POST /scores</c> with one customer sent.</summary>
internal static class HttpScoresBenchmark
{
    private const int Orders = 8;

    public static Task RunAsync(Arguments arguments) => HttpAgainstEcho.RunAsync<ScoresRequest>(
        arguments, "http-scores", "scores", 0.7, Body(), (services, shop) => BenchModels.PublishAsync(services.GetRequiredService<ModelRegistry>(), shop, seed: 1));

    private static byte[] Body()
    {
        var orders = BenchShops.History(Orders, seed: 3).Orders.Select(order => new SentOrder(
            order.OrderId,
            order.OrderedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            [.. Enumerable.Range(0, 2).Select(line => new SentLine($"p{line}", 1 + line, order.Revenue / 3))]));
        return JsonSerializer.SerializeToUtf8Bytes(new ScoresRequest(Customers: [new SentCustomer([.. orders], "c1")]), ApiJson.Requests);
    }
}

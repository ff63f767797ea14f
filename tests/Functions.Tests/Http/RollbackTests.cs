using System.Net;
using System.Security.Cryptography;
using Insight.Features;
using Insight.Onnx;
using Insight.Registry;
using Insight.Shops;
using Insight.Storage;
using Insight.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Functions.Tests.Http;

/// <summary>The way back over HTTP: one pointer is written, and the next answer is the former version's.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RollbackTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Rollback_ChangesOnePointer_AndServesAtOnce()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        await PublishAsync(api, shop, "v1", 10);
        await PublishAsync(api, shop, "v2", 20);
        Assert.Equal(("v2", 20), await ScoreAsync(api, shop, key));
        var before = await ETagsAsync(api, shop);

        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/models/value/rollback", key);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("v1", (await ApiServer.JsonAsync(response)).GetProperty("champion").GetProperty("version").GetString());
        Assert.Equal(("v1", 10), await ScoreAsync(api, shop, key));
        var after = await ETagsAsync(api, shop);
        Assert.Equal(before.Keys, after.Keys);
        Assert.Equal([$"{shop}/champions.json"], before.Keys.Where(blob => before[blob] != after[blob]));

        using var again = await api.SendAsync("POST", $"api/v1/shops/{shop}/models/value/rollback", key);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    private static async Task<(string? Version, double Expected)> ScoreAsync(ApiServer api, string shop, string key)
    {
        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/scores", key, """
            {"customers": [{"orders": [{"orderId": "x", "orderedAt": "2024-01-05T10:00:00Z", "lines": [{"productId": "p", "quantity": 1, "unitPrice": 5}]}]}]}
            """);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var customer = (await ApiServer.JsonAsync(response)).GetProperty("customers")[0];
        return (customer.GetProperty("model").GetProperty("value").GetString(), customer.GetProperty("value").GetProperty("expected").GetDouble());
    }

    private static async Task<SortedDictionary<string, string>> ETagsAsync(ApiServer api, string shop)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var blob in api.Storage.Container(Names.Containers.Models).GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, $"{shop}/", default))
        {
            found[blob.Name] = blob.Properties.ETag.ToString()!; // Azurite gives every blob one
        }

        return found;
    }

    /// <summary>A model that expects the same of everybody.</summary>
    private static Task PublishAsync(ApiServer api, string shop, string version, float expected)
    {
        var graph = new GraphBuilder("value");
        var features = graph.Input("features", TensorType.Float, ["N", FeatureVector.Count]);
        var first = graph.Squeeze(graph.Slice(features, 1, 0, 1), 1);
        var value = graph.Where(graph.IsNaN(first), graph.Scalar(expected), graph.Scalar(expected));
        foreach (var output in (string[])["expected", "low", "high"])
        {
            graph.Output(output, value);
        }

        var onnx = graph.Build();
        var manifest = new ModelManifest
        {
            Model = ModelNames.Value, Version = version, Algorithm = "constant", Basis = "model", Snapshot = "s1", AsOf = DateTimeOffset.UnixEpoch, HorizonDays = 90, RunId = "r",
            Features = FeatureVector.Names, FeatureHash = FeatureVector.Hash, Candidates = [], Seed = 1, DurationSeconds = 0, TrainedAt = DateTimeOffset.UnixEpoch,
            SizeBytes = onnx.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)),
            Golden = [new GoldenRow([.. Enumerable.Repeat(float.NaN, FeatureVector.Count)], new Dictionary<string, double> { ["expected"] = expected, ["low"] = expected, ["high"] = expected })],
        };
        return api.Services.GetRequiredService<ModelRegistry>().PublishAsync(ShopId.Parse(shop), manifest, onnx, promote: true);
    }
}

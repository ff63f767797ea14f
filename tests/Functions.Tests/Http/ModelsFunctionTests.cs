using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Insight.Drift;
using Insight.Features;
using Insight.Registry;
using Insight.Shops;
using Insight.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Functions.Tests.Http;

[Collection(AzuriteCollection.Name)]
public sealed class ModelsFunctionTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Get_HasTheDriftOfTheVersionThatServes_AndOfNoOther()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        var id = ShopId.Parse(shop);
        await api.Services.GetRequiredService<DriftStore>().WriteAsync(
            id, new DriftReport(DateTimeOffset.UnixEpoch, "s1", [new ModelDrift("value", "v1", 900, 1_000, [new("frequency", 0.31, 0.2)], [new("expected", 0.05, 0.1)])]), CancellationToken.None);

        await PublishAsync("v1");
        var drift = (await GetAsync()).GetProperty("drift");
        Assert.Equal((900, 1_000), (drift.GetProperty("trainedOn").GetInt32(), drift.GetProperty("customers").GetInt32()));
        Assert.Equal(0.31, drift.GetProperty("features")[0].GetProperty("psi").GetDouble());
        Assert.Equal(0.1, drift.GetProperty("scores")[0].GetProperty("ks").GetDouble());

        await PublishAsync("v2");
        Assert.Equal(JsonValueKind.Null, (await GetAsync()).GetProperty("drift").ValueKind);

        async Task<JsonElement> GetAsync()
        {
            using var response = await api.SendAsync("GET", $"api/v1/shops/{shop}/models/value", key);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await ApiServer.JsonAsync(response);
        }

        Task PublishAsync(string version)
        {
            byte[] onnx = [1];
            var manifest = new ModelManifest
            {
                Model = ModelNames.Value, Version = version, Algorithm = "a", Basis = "model", Snapshot = "s1", AsOf = DateTimeOffset.UnixEpoch, HorizonDays = 90, RunId = "r",
                Features = FeatureVector.Names, FeatureHash = FeatureVector.Hash, Candidates = [], Seed = 1, DurationSeconds = 1, TrainedAt = DateTimeOffset.UnixEpoch,
                SizeBytes = 1, Sha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)),
            };
            return api.Services.GetRequiredService<ModelRegistry>().PublishAsync(id, manifest, onnx, promote: true);
        }
    }
}

using Insight.Registry;
using Insight.Shops;
using Insight.Testing;
using Insight.Tests.Scoring;

namespace Insight.Tests.Registry;

[Collection(AzuriteCollection.Name)]
public sealed class ModelRegistryTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task PublishAsync_PromotedThenAnother_HistoryAndRollback()
    {
        var registry = new ModelRegistry(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("registry-history");
        Assert.Null(await registry.FindChampionAsync(shop, ModelNames.Purchase));
        Assert.False(await registry.RollbackAsync(shop, ModelNames.Purchase));

        foreach (var version in (string[])["v1", "v2", "v3"])
        {
            var onnx = TestModels.Purchase(version[1]);
            await registry.PublishAsync(shop, TestModels.Manifest(ModelNames.Purchase, version, onnx), onnx, promote: true);
        }

        Assert.Equal("v3", (await registry.FindChampionAsync(shop, ModelNames.Purchase))?.Version);
        Assert.Equal(["v2", "v1"], (await registry.HistoryAsync(shop, ModelNames.Purchase)).Select(manifest => manifest.Version));
        Assert.Equal(TestModels.Purchase('3'), await registry.ReadModelAsync(shop, ModelNames.Purchase, "v3"));

        Assert.True(await registry.RollbackAsync(shop, ModelNames.Purchase));
        Assert.Equal("v2", (await registry.FindChampionAsync(shop, ModelNames.Purchase))?.Version);
        Assert.True(await registry.RollbackAsync(shop, ModelNames.Purchase));
        Assert.False(await registry.RollbackAsync(shop, ModelNames.Purchase));
        Assert.Equal("v1", (await registry.FindChampionAsync(shop, ModelNames.Purchase))?.Version);
    }

    [SkippableFact]
    public async Task PublishAsync_Twice_ChangesNothing()
    {
        var registry = new ModelRegistry(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("registry-repeat");
        var onnx = TestModels.Value();
        var manifest = TestModels.Manifest(ModelNames.Value, "v1", onnx);
        await registry.PublishAsync(shop, manifest, onnx, promote: true);
        await registry.PublishAsync(shop, manifest, onnx, promote: true);

        Assert.Empty(await registry.HistoryAsync(shop, ModelNames.Value));
        var read = await registry.FindChampionAsync(shop, ModelNames.Value);
        Assert.Equal(manifest.Sha256, read?.Sha256);
        Assert.True(double.IsNaN(read!.Candidates[0].Metrics["auc"].Low!.Value));
    }

    [SkippableFact]
    public async Task PublishAsync_ManyAtOnce_LoseNoPromotion()
    {
        var registry = new ModelRegistry(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("registry-race");
        await Task.WhenAll(ModelNames.All.Select(async model =>
        {
            var onnx = TestModels.Of(model);
            await registry.PublishAsync(shop, TestModels.Manifest(model, "v1", onnx), onnx, promote: true);
        }));

        Assert.Equal(ModelNames.All.Order(), (await registry.ReadChampionsAsync(shop)).Models.Keys.Order());
    }

    [SkippableFact]
    public async Task PublishAsync_Backtest_LeavesTheChampionAndIsFoundByItsRun()
    {
        var registry = new ModelRegistry(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("registry-run");
        var onnx = TestModels.Purchase();
        await registry.PublishAsync(shop, TestModels.Manifest(ModelNames.Purchase, "live", onnx, "r1"), onnx, promote: true);
        await registry.PublishAsync(shop, TestModels.Manifest(ModelNames.Purchase, "back", onnx, "r2"), onnx, promote: false);

        Assert.Equal("live", (await registry.FindChampionAsync(shop, ModelNames.Purchase))?.Version);
        var found = await registry.FindRunModelsAsync(shop, "r2");
        Assert.Equal("back", Assert.Single(found).Value.Version);
        Assert.Empty(await registry.FindRunModelsAsync(shop, "r3"));
        await Assert.ThrowsAsync<ArgumentException>(() => registry.FindRunModelsAsync(shop, "../other"));
    }

    [SkippableFact]
    public async Task ReadModelAsync_AlteredOrMissing_IsRefused()
    {
        var storage = await TestStorage.OpenAsync(azurite);
        var registry = new ModelRegistry(storage);
        var shop = ShopId.Parse("registry-altered");
        var onnx = TestModels.Purchase();
        var manifest = TestModels.Manifest(ModelNames.Purchase, "v1", onnx);
        await Assert.ThrowsAsync<ModelRefusedException>(() => registry.PublishAsync(shop, manifest, onnx.AsMemory(1), promote: true));
        Assert.Null(await registry.FindChampionAsync(shop, ModelNames.Purchase));

        await registry.PublishAsync(shop, manifest, onnx, promote: true);
        onnx[^1] ^= 1;
        await storage.Container("models").GetBlobClient("registry-altered/purchase/v1/model.onnx").UploadAsync(BinaryData.FromBytes(onnx), overwrite: true);
        var refused = await Assert.ThrowsAsync<ModelRefusedException>(() => registry.ReadModelAsync(shop, ModelNames.Purchase, "v1"));
        Assert.Contains(manifest.Sha256, refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ModelRefusedException>(() => registry.ReadModelAsync(shop, ModelNames.Purchase, "v9"));
    }
}

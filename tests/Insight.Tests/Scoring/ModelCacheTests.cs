using Insight.Features;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;
using Insight.Testing;
using Insight.Tests.Registry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Tests.Scoring;

[Collection(AzuriteCollection.Name)]
public sealed class ModelCacheTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider _time = new();

    [SkippableFact]
    public async Task GetAsync_Promotion_IsSeenAfterThePoll_AndTheOldSetGoesOnUntilDisposed()
    {
        var registry = new ModelRegistry(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("cache-promotion");
        using var cache = Cache(registry);
        using (var none = await cache.GetAsync(shop))
        {
            Assert.Empty(none.Models);
        }

        await PublishAsync(registry, shop, "v1", 0);
        _time.Advance(TimeSpan.FromSeconds(6));
        using var old = await cache.GetAsync(shop);
        Assert.Equal("v1", old.Versions[ModelNames.Purchase]);

        await PublishAsync(registry, shop, "v2", 1);
        using (var same = await cache.GetAsync(shop))
        {
            Assert.Same(old.Find(ModelNames.Purchase), same.Find(ModelNames.Purchase));
        }

        using (var latest = await cache.GetAsync(shop, latest: true))
        {
            Assert.Equal("v2", latest.Versions[ModelNames.Purchase]);
        }

        await registry.RollbackAsync(shop, ModelNames.Purchase);
        _time.Advance(TimeSpan.FromSeconds(6));
        using var back = await cache.GetAsync(shop);
        Assert.Equal("v1", back.Versions[ModelNames.Purchase]);

        // Replaced twice, and still usable by whoever holds it.
        var model = old.Find(ModelNames.Purchase)!;
        Assert.Equal(0.5f, model.Run(new float[FeatureVector.Count], 1).Floats("probability")[0], 1e-6f);
        old.Dispose();
        old.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Run(new float[FeatureVector.Count], 1));
    }

    [SkippableFact]
    public async Task GetAsync_CorruptChampion_TheOneBeforeItServes()
    {
        var storage = await TestStorage.OpenAsync(azurite);
        var registry = new ModelRegistry(storage);
        var shop = ShopId.Parse("cache-corrupt");
        await PublishAsync(registry, shop, "v1", 0);
        await PublishAsync(registry, shop, "v2", 1);
        await storage.Container("models").GetBlobClient("cache-corrupt/purchase/v2/model.onnx").UploadAsync(BinaryData.FromString("broken"), overwrite: true);

        using var cache = Cache(registry);
        using var set = await cache.GetAsync(shop);
        Assert.Equal("v1", set.Versions[ModelNames.Purchase]);
    }

    [SkippableFact]
    public async Task GetAsync_MoreThanFits_TheOldestShopIsUnloaded()
    {
        var registry = new ModelRegistry(await TestStorage.OpenAsync(azurite));
        ShopId one = ShopId.Parse("cache-one"), two = ShopId.Parse("cache-two");
        var padded = new byte[900_000];
        foreach (var shop in (ShopId[])[one, two])
        {
            var onnx = TestModels.Purchase(padding: padded);
            await registry.PublishAsync(shop, TestModels.Manifest(ModelNames.Purchase, "v1", onnx), onnx, promote: true);
        }

        using var cache = Cache(registry);
        OnnxModel first;
        using (var set = await cache.GetAsync(one))
        {
            first = set.Find(ModelNames.Purchase)!;
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        using var other = await cache.GetAsync(two);
        Assert.Throws<ObjectDisposedException>(() => first.Run(new float[FeatureVector.Count], 1));
        using var again = await cache.GetAsync(one);
        Assert.NotSame(first, again.Find(ModelNames.Purchase));
    }

    [SkippableFact]
    public async Task GetAsync_ManyAtOnceWhileModelsChange_NobodyMeetsAClosedSession()
    {
        var registry = new ModelRegistry(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("cache-many");
        await PublishAsync(registry, shop, "v0", 0);
        using var cache = Cache(registry);
        var row = new float[FeatureVector.Count];
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++)
            {
                using var set = await cache.GetAsync(shop);
                Assert.InRange(set.Find(ModelNames.Purchase)!.Run(row, 1).Floats("probability")[0], 0.4f, 1f);
            }
        }));
        var writer = Task.Run(async () =>
        {
            for (var i = 1; i <= 8; i++)
            {
                await PublishAsync(registry, shop, $"v{i}", i);
                _time.Advance(TimeSpan.FromSeconds(6));
            }
        });
        await Task.WhenAll([writer, .. readers]);
    }

    [SkippableFact]
    public async Task GetBacktestAsync_IsLoadedOnceForAll_AndWhatChangesIsSeenAfterThePoll()
    {
        var registry = new ModelRegistry(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("cache-backtest");
        await PublishAsync(registry, shop, "v1", 0);
        var trained = new TestRecommender("tea", "pot").Next("tea", "pot", 0.9f);
        trained.GoldenError = 1; // as if it had been made by other code
        await trained.PublishAsync(registry, shop, "r1", runId: "b1", promote: false);

        using var cache = Cache(registry);
        await Assert.ThrowsAsync<ModelRefusedException>(async () => await cache.GetBacktestAsync(shop, "b1"));
        trained.GoldenError = 0;
        await trained.PublishAsync(registry, shop, "r1", runId: "b1", promote: false);
        await Assert.ThrowsAsync<ModelRefusedException>(async () => await cache.GetBacktestAsync(shop, "b1"));
        _time.Advance(TimeSpan.FromSeconds(6));
        var sets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await cache.GetBacktestAsync(shop, "b1"))));
        _time.Advance(TimeSpan.FromHours(1));
        using var later = await cache.GetBacktestAsync(shop, "b1");

        Assert.All(sets, set => Assert.Same(later.Recommendations, set.Recommendations));
        Assert.Equal(ModelNames.Recommendations, Assert.Single(later.Versions).Key);
        using var champions = await cache.GetAsync(shop);
        Assert.Equal(ModelNames.Purchase, Assert.Single(champions.Versions).Key);
        using (var none = await cache.GetBacktestAsync(shop, "b2"))
        {
            Assert.Empty(none.Versions);
        }

        // A training that failed is tried again under its id.
        await trained.PublishAsync(registry, shop, "r2", runId: "b2", promote: false);
        _time.Advance(TimeSpan.FromSeconds(6));
        using var second = await cache.GetBacktestAsync(shop, "b2");
        Assert.Equal("r2", second.Versions[ModelNames.Recommendations]);
        Assert.All(sets, set => set.Dispose());
    }

    private ModelCache Cache(ModelRegistry registry) =>
        new(registry, _time, Options.Create(new ModelCacheOptions { MaxMegabytes = 1 }), NullLogger<ModelCache>.Instance);

    private static Task PublishAsync(ModelRegistry registry, ShopId shop, string version, float bias)
    {
        var onnx = TestModels.Purchase(bias);
        return registry.PublishAsync(shop, TestModels.Manifest(ModelNames.Purchase, version, onnx), onnx, promote: true);
    }
}

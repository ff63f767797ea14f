using Insight.Features;
using Insight.Onnx;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;
using Insight.Storage;
using Insight.Testing;
using Insight.Tests.Registry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Tests.Scoring;

/// <summary>Every way in which a stored champion can be wrong: the version before it goes on serving, and the log says why.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RefusedModelTests(AzuriteFixture azurite)
{
    private const string Old = "v1", New = "v2";
    private const float OldBias = 0, NewBias = 1;
    private const int ModelRefusedEvent = 400;

    [SkippableTheory]
    [InlineData("bit", "SHA-256")]
    [InlineData("cut", "SHA-256")]
    [InlineData("gone", "found no")]
    [InlineData("manifest", "not readable")]
    public async Task DamagedBlob_TheOldOneServes(string damage, string told)
    {
        var (storage, registry, shop) = await PublishTwoAsync(TestModels.Purchase(NewBias));
        var model = storage.Container(Names.Containers.Models).GetBlobClient($"{shop}/purchase/{New}/model.onnx");
        var manifest = storage.Container(Names.Containers.Models).GetBlobClient($"{shop}/purchase/{New}/manifest.json");
        var bytes = (await model.DownloadContentAsync()).Value.Content.ToArray();
        switch (damage)
        {
            case "bit":
                bytes[bytes.Length / 2] ^= 1;
                await model.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);
                break;
            case "cut":
                await model.UploadAsync(BinaryData.FromBytes(bytes[..(bytes.Length / 2)]), overwrite: true);
                break;
            case "gone":
                await model.DeleteAsync();
                break;
            default:
                await manifest.UploadAsync(BinaryData.FromString("{"), overwrite: true);
                break;
        }

        await OldServesAsync(registry, shop, told);
    }

    [SkippableFact]
    public async Task OtherFeatureSchema_TheOldOneServes()
    {
        var (_, registry, shop) = await PublishTwoAsync(TestModels.Purchase(NewBias), manifest => manifest with { FeatureHash = "0123456789abcdef" });
        await OldServesAsync(registry, shop, "0123456789abcdef");
    }

    [SkippableFact]
    public async Task OtherInputWidth_TheOldOneServes()
    {
        var graph = new GraphBuilder("narrow");
        var first = graph.Squeeze(graph.Slice(graph.Input("features", TensorType.Float, ["N", 3]), 1, 0, 1), 1);
        foreach (var output in (string[])["probability", "expected_orders", "p_alive"])
        {
            graph.Output(output, first);
        }

        var (_, registry, shop) = await PublishTwoAsync(graph.Build());
        await OldServesAsync(registry, shop, "expected features Single");
    }

    [SkippableFact]
    public async Task MissingOutput_TheOldOneServes()
    {
        var (_, registry, shop) = await PublishTwoAsync(TestModels.Value());
        await OldServesAsync(registry, shop, "expected probability Single");
    }

    [SkippableFact]
    public async Task OtherNumbersThanWhenItWasMade_TheOldOneServes()
    {
        // A valid graph with a matching hash whose answers are not those that were stored.
        var (_, registry, shop) = await PublishTwoAsync(
            TestModels.Purchase(NewBias), manifest => manifest with { Golden = TestModels.Golden(ModelNames.Purchase, TestModels.Purchase(NewBias + 0.001f)) });
        await OldServesAsync(registry, shop, "golden row 0");
    }

    [SkippableFact]
    public async Task GoldenRowsThatHold_TheNewOneServes_AndSurviveStorage()
    {
        var second = TestModels.Purchase(NewBias);
        var (_, registry, shop) = await PublishTwoAsync(second, manifest => manifest with { Golden = TestModels.Golden(ModelNames.Purchase, second) });
        var logger = new RecordingLogger<ModelCache>();
        using var cache = Cache(registry, logger);
        using var set = await cache.GetAsync(shop);
        Assert.Equal(New, set.Versions[ModelNames.Purchase]);
        Assert.Empty(logger.Records);
        var golden = set.Find(ModelNames.Purchase)!.Manifest.Golden!;
        Assert.Contains(golden, row => row.Features.Any(float.IsNaN));
        Assert.Contains(golden, row => !row.Features.Any(float.IsNaN));
    }

    [Theory]
    [InlineData(0.5, 0.500009, true)]
    [InlineData(0.5, 0.500011, false)]
    [InlineData(1000, 1000.009, true)]
    [InlineData(1000, 1000.011, false)]
    [InlineData(double.NaN, double.NaN, true)]
    [InlineData(0.5, double.NaN, false)]
    public void Holds_WithinTheToleranceOfTheLarger(double stored, double found, bool holds) =>
        Assert.Equal(holds, new GoldenRow([], new Dictionary<string, double> { ["a"] = stored }).Holds("a", found));

    private async Task<(InsightStorage Storage, ModelRegistry Registry, ShopId Shop)> PublishTwoAsync(byte[] second, Func<ModelManifest, ModelManifest>? change = null)
    {
        var storage = await TestStorage.OpenAsync(azurite);
        var registry = new ModelRegistry(storage);
        var shop = ShopId.Parse("refused-" + Guid.NewGuid().ToString("n")[..12]);
        var first = TestModels.Purchase(OldBias);
        await registry.PublishAsync(shop, TestModels.Manifest(ModelNames.Purchase, Old, first), first, promote: true);
        var manifest = TestModels.Manifest(ModelNames.Purchase, New, second);
        await registry.PublishAsync(shop, change?.Invoke(manifest) ?? manifest, second, promote: true);
        return (storage, registry, shop);
    }

    private static async Task OldServesAsync(ModelRegistry registry, ShopId shop, string told)
    {
        var logger = new RecordingLogger<ModelCache>();
        using var cache = Cache(registry, logger);
        using var set = await cache.GetAsync(shop);
        Assert.Equal(Old, set.Versions[ModelNames.Purchase]);
        Assert.Equal(0.5f, set.Find(ModelNames.Purchase)!.Run(new float[FeatureVector.Count], 1).Floats("probability")[0], 1e-6f);
        var record = Assert.Single(logger.Records);
        Assert.Equal((LogLevel.Error, ModelRefusedEvent), (record.Level, record.Event));
        Assert.Contains(New, record.Message, StringComparison.Ordinal);
        Assert.Contains(told, Assert.IsType<ModelRefusedException>(record.Exception).Message, StringComparison.Ordinal);
    }

    private static ModelCache Cache(ModelRegistry registry, ILogger<ModelCache> logger) =>
        new(registry, new FakeTimeProvider(), Options.Create(new ModelCacheOptions()), logger);
}

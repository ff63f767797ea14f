using System.Security.Cryptography;
using Insight.Features;
using Insight.Registry;
using Insight.Scoring;
using Insight.Scoring.Reasons;
using Insight.Shops;
using Insight.Tests.Features;
using Insight.Tests.Registry;
using Insight.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Tests.Scoring.Reasons;

[Collection(AzuriteCollection.Name)]
public sealed class ExplainerTests(AzuriteFixture azurite)
{
    private static readonly Shop Shop = new()
    {
        Id = ShopId.Parse("reasons"), Currency = "EUR", TimeZone = TimeZoneInfo.Utc, Salt = new byte[32], CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly CustomerHistory History = Histories.Of(
        Histories.Order("a", new DateOnly(2021, 1, 1), 10), Histories.Order("b", new DateOnly(2021, 5, 1), 10), Histories.Order("c", new DateOnly(2021, 6, 20), 10));

    [Fact]
    public void WrittenAndRead_ExplainsTheSame_AndAddsUp()
    {
        using var explainer = Explainer.Read(TestExplainers.Purchase());
        using var again = Explainer.Read(new Explainer { Link = explainer.Link, Part = explainer.Part }.Write());
        var row = new float[FeatureVector.Count];
        FeatureVector.Compute(History, Histories.EndOf(new DateOnly(2021, 6, 30)), row);

        var explanation = explainer.Explain(row);

        Assert.Equal(explanation.Contributions, again.Explain(row).Contributions);
        Assert.Equal(explanation.Output, explanation.Base + explanation.Contributions.Sum(), 1e-9);
        Assert.Equal(2, explanation.Contributions.Count(contribution => contribution != 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no gzip")]
    public void Read_WhatIsNoExplainer_IsRefused(string content) => Assert.Throws<InvalidDataException>(() => Explainer.Read(System.Text.Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void Read_ForOtherFeatures_IsRefused()
    {
        using var explainer = Explainer.Read(TestExplainers.Purchase());
        var other = new Explainer { FeatureHash = "0123456789abcdef", Link = explainer.Link, Part = explainer.Part }.Write();
        Assert.Contains("0123456789abcdef", Assert.Throws<InvalidDataException>(() => Explainer.Read(other)).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Cache_LoadsTheExplainerWithTheModel_AndServesWithoutACorruptOne()
    {
        var storage = await TestStorage.OpenAsync(azurite);
        var registry = new ModelRegistry(storage);
        var (good, altered, none) = (ShopId.Parse("reasons-good"), ShopId.Parse("reasons-altered"), ShopId.Parse("reasons-none"));
        foreach (var shop in new[] { good, altered })
        {
            await PublishAsync(registry, shop, TestExplainers.Purchase());
        }

        await PublishAsync(registry, none, null);
        await storage.Container("models").GetBlobClient($"{altered}/purchase/v1/explainer.json.gz").UploadAsync(BinaryData.FromString("altered"), overwrite: true);
        var log = new EventLog();
        using var cache = new ModelCache(registry, new FakeTimeProvider(), Options.Create(new ModelCacheOptions()), log);

        using var withReasons = await cache.GetAsync(good);
        using var withAltered = await cache.GetAsync(altered);
        using var without = await cache.GetAsync(none);

        Assert.NotNull(withReasons.Find(ModelNames.Purchase)!.Explainer);
        Assert.Null(withAltered.Find(ModelNames.Purchase)!.Explainer);
        Assert.Null(without.Find(ModelNames.Purchase)!.Explainer);
        Assert.Equal(410, Assert.Single(log.Events)); // the altered one is told, the missing one is nothing special

        var scorer = new CustomerScorer(new FakeTimeProvider());
        var all = scorer.Score([History], Context(withReasons, reasons: 100))[0].Purchase!;
        var reasons = Assert.IsAssignableFrom<IReadOnlyList<Insight.Profiles.Reason>>(all.Reasons);
        Assert.Equal(ReasonLink.Logit, all.Link);
        Assert.Equal(ReasonScale.Of(ReasonLink.Logit, all.Probability), all.Base!.Value + reasons.Sum(reason => reason.Contribution), 1e-4);
        Assert.Equal(["days_since_last", "frequency"], reasons.Select(reason => reason.Feature).Order());
        Assert.Contains(reasons, reason => reason.Text == "Last order 10 days ago: raises the chance of buying again");
        Assert.Single(scorer.Score([History], Context(withReasons, reasons: 1))[0].Purchase!.Reasons!);
        Assert.Null(scorer.Score([History], Context(withReasons, reasons: 0))[0].Purchase!.Reasons);
        var plain = scorer.Score([History], Context(withAltered, reasons: 100))[0].Purchase!;
        Assert.Equal("model", plain.Basis);
        Assert.Null(plain.Link);
        Assert.Null(plain.Reasons);
    }

    private static ScoringContext Context(ModelSet models, int reasons) => new()
    {
        Shop = Shop, Cutoff = Histories.EndOf(new DateOnly(2021, 6, 30)), Models = models, Rfm = null, Snapshot = null, Reasons = reasons,
    };

    private static Task PublishAsync(ModelRegistry registry, ShopId shop, byte[]? explainer)
    {
        var onnx = TestModels.Purchase();
        var manifest = TestModels.Manifest(ModelNames.Purchase, "v1", onnx) with { ExplainerSha256 = explainer is null ? null : Convert.ToHexStringLower(SHA256.HashData(explainer)) };
        return registry.PublishAsync(shop, manifest, onnx, explainer, promote: true);
    }

    private sealed class EventLog : ILogger<ModelCache>
    {
        public List<int> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Events.Add(eventId.Id);
    }
}

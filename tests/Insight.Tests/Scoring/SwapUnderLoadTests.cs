using System.Collections.Concurrent;
using Insight.Features;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;
using Insight.Testing;
using Insight.Tests.Features;
using Insight.Tests.Registry;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Tests.Scoring;

/// <summary>Promotions and rollbacks while many score: nobody fails, and every answer is that of one of the versions, whole.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class SwapUnderLoadTests(AzuriteFixture azurite)
{
    private const int Swaps = 12, Scorers = 8;
    private static readonly Dictionary<string, float> Biases = new() { ["v1"] = -1, ["v2"] = 1 };

    [SkippableFact]
    public async Task PromoteAndRollBack_WhileManyScore_NobodyFails()
    {
        var registry = new ModelRegistry(await TestStorage.OpenAsync(azurite));
        var shop = new Shop { Id = ShopId.Parse("swap-load"), Currency = "EUR", TimeZone = TimeZoneInfo.Utc, Salt = new byte[32], CreatedAt = DateTimeOffset.UnixEpoch };
        var time = new FakeTimeProvider();
        var logger = new RecordingLogger<ModelCache>();
        using var cache = new ModelCache(registry, time, Options.Create(new ModelCacheOptions()), logger);
        await PublishAsync(registry, shop.Id, "v1");

        var cutoff = Histories.EndOf(new DateOnly(2021, 6, 30));
        var histories = Histories.Random(40, seed: 11).ToList();
        var scorer = new CustomerScorer(time);
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        using var done = new CancellationTokenSource();
        var scorings = Enumerable.Range(0, Scorers).Select(scorerIndex => Task.Run(async () =>
        {
            for (var i = scorerIndex; !done.IsCancellationRequested; i++)
            {
                await Task.Yield(); // as a server does between requests
                using var models = await cache.GetAsync(shop.Id);
                var context = new ScoringContext { Shop = shop, Cutoff = cutoff, Models = models, Rfm = null, Snapshot = null, Wanted = [ModelNames.Purchase] };
                var asked = histories.Skip(i % 30).Take(i % 3 == 0 ? 5 : 1).ToList();
                foreach (var (history, profile) in asked.Zip(scorer.Score(asked, context)))
                {
                    if (profile.Orders > 0)
                    {
                        var version = Assert.Contains(ModelNames.Purchase, profile.Model);
                        Assert.Equal(TestModels.ExpectedProbability(history, cutoff, Biases[version]), profile.Purchase!.Probability, 1e-6);
                        seen.AddOrUpdate(version, 1, (_, count) => count + 1);
                    }
                }
            }
        })).ToList();

        for (var swap = 0; swap < Swaps; swap++)
        {
            var expected = swap % 2 == 0 ? "v2" : "v1";
            if (swap % 2 == 0)
            {
                await PublishAsync(registry, shop.Id, expected);
            }
            else
            {
                Assert.True(await registry.RollbackAsync(shop.Id, ModelNames.Purchase));
            }

            time.Advance(TimeSpan.FromSeconds(6));
            var before = seen.GetValueOrDefault(expected);
            for (var waited = 0; seen.GetValueOrDefault(expected) < before + (20 * Scorers) && !scorings.Any(task => task.IsCompleted); waited++)
            {
                Assert.True(waited < 4_000, $"{expected} was promoted and did not answer; answers so far: {string.Join(", ", seen)}; log: {string.Join(", ", logger.Records)}.");
                await Task.Delay(5);
            }
        }

        await done.CancelAsync();
        await Task.WhenAll(scorings);
        Assert.Equal(Biases.Keys, seen.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(logger.Records);
    }

    private static Task PublishAsync(ModelRegistry registry, ShopId shop, string version)
    {
        var onnx = TestModels.Purchase(Biases[version]);
        var manifest = TestModels.Manifest(ModelNames.Purchase, version, onnx) with { Golden = TestModels.Golden(ModelNames.Purchase, onnx) };
        return registry.PublishAsync(shop, manifest, onnx, promote: true);
    }
}

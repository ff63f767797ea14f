using Insight.Recommendations;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;
using Insight.Storage;
using Insight.Testing;
using Insight.Tests.Registry;
using Insight.Tests.Scoring;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Tests.Recommendations;

/// <summary>What lets a recommending version serve, and that the one before it goes on where it does not.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RecommendationModelTests(AzuriteFixture azurite)
{
    [Fact]
    public void Load_GraphIndexAndAnswersThatBelongTogether_Serves()
    {
        using var model = SmallShop.Trained().Load();
        Assert.Equal((7, "cup"), (model.Index.Products.Count, model.Index.Products[2]));
        Assert.InRange(model.Bytes, 1, 100_000);
        using var room = model.Rent();
        room.Use([0, RecommendationContract.Excluded, 0, 0, 0, 0, RecommendationContract.Excluded]);
        (room.History[0], room.Weights[0], room.Ages[0]) = (0, 1, 0);
        room.Run(1, RecommendationContract.Top);
        Assert.Equal(5, room.Products[0]); // sugar, .7; pot, .9, is masked
        Assert.Equal([RecommendationContract.Excluded, RecommendationContract.Excluded], room.Scores[5..].ToArray());
    }

    [Fact]
    public void Load_ManyLengthsInTurn_EachIsAskedWithItsOwn()
    {
        var trained = SmallShop.Trained();
        using var model = trained.Load();
        using var room = model.Rent();
        room.Use(new float[7]);
        foreach (var length in (int[])[3, 1, 100, 1, 3])
        {
            for (var i = 0; i < length; i++)
            {
                (room.History[i], room.Weights[i], room.Ages[i]) = (0, 1, 0);
            }

            room.Run(length, RecommendationContract.Top);
            Assert.Equal(length * 0.9f, room.Scores[0] + 0.001f, 1e-3f);
        }
    }

    [Fact]
    public void Run_FewerThanAll_AreTheFirstOfAll()
    {
        using var model = SmallShop.Trained().Load();
        using var room = model.Rent();
        room.Use(new float[7]);
        (room.History[0], room.Weights[0], room.Ages[0]) = (0, 1, 0);
        room.Run(1, RecommendationContract.Top);
        var (products, scores) = (room.Products.ToArray(), room.Scores.ToArray());
        Assert.Equal(7, products.Length);
        foreach (var count in (int[])[3, 1, 7, 3])
        {
            room.Run(1, count);
            Assert.Equal(products[..count], room.Products.ToArray());
            Assert.Equal(scores[..count], room.Scores.ToArray());
        }
    }

    [Theory]
    [InlineData("no index", "without its index")]
    [InlineData("damaged index", "not readable")]
    [InlineData("shorter index", "knows 7 products and its index 6")]
    [InlineData("neighbour", "a neighbour in its index")]
    [InlineData("twice", "twice")]
    [InlineData("other graph", "expected history Int64")]
    [InlineData("no graph", "ONNX Runtime cannot use")]
    [InlineData("golden", "golden history 0 with the score")]
    public void Load_WhatDoesNotBelongTogether_IsRefused(string what, string told)
    {
        var trained = SmallShop.Trained();
        trained.GoldenError = what == "golden" ? 0.001f : 0;
        var (onnx, index) = (trained.Graph(), trained.Index);
        var products = index.Products.ToArray();
        byte[]? bytes = what switch
        {
            "no index" => null,
            "damaged index" => [1, 2, 3],
            "shorter index" => new RecommendationIndex { Products = products[..6], Next = [.. index.Next.Take(6).Select(_ => (Neighbour[])[])], Together = [.. index.Next.Take(6).Select(_ => (Neighbour[])[])], RepeatDays = [.. index.RepeatDays.Take(6)] }.Write(),
            "neighbour" => new RecommendationIndex { Products = products, Next = [.. index.Next.Select(_ => (Neighbour[])[new Neighbour(7, 1)])], Together = index.Together, RepeatDays = index.RepeatDays }.Write(),
            "twice" => new RecommendationIndex { Products = [.. products[..6], "tea"], Next = index.Next, Together = index.Together, RepeatDays = index.RepeatDays }.Write(),
            _ => index.Write(),
        };
        onnx = what switch { "no graph" => [1, 2, 3], "other graph" => TestModels.Value(), _ => onnx };

        var refused = Assert.Throws<ModelRefusedException>(() => RecommendationModel.Load(trained.Manifest("v1", onnx, bytes), onnx, bytes));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { 2, 1, 0 }, new[] { 3f, 2f, 1f }, true)]
    [InlineData(new long[] { 2, 0, 1 }, new[] { 3f, 2f, 1f }, false)] // another order without a tie
    [InlineData(new long[] { 2, 1, 0 }, new[] { 3f, 2.1f, 1f }, false)]
    [InlineData(new long[] { 2, 1 }, new[] { 3f, 2f }, false)]
    public void Golden_SameScores_AndSameProductsWhereNothingIsTied(long[] product, float[] score, bool same) =>
        Assert.Equal(same, new GoldenHistory([0], [1], [0], [2, 1, 0], [3, 2, 1]).Differs(product, score) is null);

    [Fact]
    public void Golden_TiedProductsMayChangePlaces() => Assert.Null(new GoldenHistory([0], [1], [0], [2, 1, 0], [3, 2, 2]).Differs([2, 0, 1], [3, 2, 2]));

    [SkippableTheory]
    [InlineData("golden", "golden history 0")]
    [InlineData("index", "SHA-256")]
    [InlineData("index gone", "found no")]
    public async Task Cache_RefusedVersion_TheOneBeforeItGoesOn(string damage, string told)
    {
        var storage = await TestStorage.OpenAsync(azurite);
        var registry = new ModelRegistry(storage);
        var shop = ShopId.Parse("reco-" + Guid.NewGuid().ToString("n")[..12]);
        await SmallShop.Trained().PublishAsync(registry, shop, "v1");
        var second = SmallShop.Trained().Next("lamp", "tea", 0.3f);
        second.GoldenError = damage == "golden" ? 0.01f : 0;
        await second.PublishAsync(registry, shop, "v2");
        var index = storage.Container(Names.Containers.Models).GetBlobClient($"{shop}/recommendations/v2/explainer.json.gz");
        if (damage == "index")
        {
            await index.UploadAsync(BinaryData.FromString("?"), overwrite: true);
        }
        else if (damage == "index gone")
        {
            await index.DeleteAsync();
        }

        var (logger, time) = (new RecordingLogger<ModelCache>(), new FakeTimeProvider());
        using var cache = new ModelCache(registry, time, Options.Create(new ModelCacheOptions()), logger);
        using var set = await cache.GetAsync(shop);
        Assert.Equal("v1", set.Recommendations?.Manifest.Version);
        Assert.Equal("v1", set.Versions[ModelNames.Recommendations]);
        Assert.Empty(set.ScoreVersions);
        var record = Assert.Single(logger.Records);
        Assert.Equal(LogLevel.Error, record.Level);
        Assert.Contains(told, record.Exception!.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Cache_Promotion_TheOldOneAnswersUntilItsLastHolderIsDone_AndMemoryCounts()
    {
        var registry = new ModelRegistry(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("reco-" + Guid.NewGuid().ToString("n")[..12]);
        await SmallShop.Trained().PublishAsync(registry, shop, "v1");
        using var cache = new ModelCache(registry, new FakeTimeProvider(), Options.Create(new ModelCacheOptions()), new RecordingLogger<ModelCache>());
        var old = await cache.GetAsync(shop);
        var model = old.Recommendations!; // published the lines before
        Assert.Equal(model.Bytes, cache.LoadedBytes);
        await SmallShop.Trained().PublishAsync(registry, shop, "v2");
        using var latest = await cache.GetAsync(shop, latest: true);
        Assert.Equal("v2", latest.Recommendations?.Manifest.Version);
        model.Rent().Dispose();
        old.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Rent());
    }
}

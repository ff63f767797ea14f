using Azure.Data.Tables;
using Insight.Shops;
using Insight.Storage;
using Insight.Testing;
using Insight.Tests.Registry;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Tests.Shops;

[Collection(AzuriteCollection.Name)]
public sealed class ShopDirectoryTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ShopId _id = ShopId.Parse("t" + Guid.NewGuid().ToString("n")[..12]);

    [SkippableFact]
    public async Task Find_BelievesForAMinuteWhatItFound()
    {
        var storage = await TestStorage.OpenAsync(azurite);
        var (here, elsewhere) = (Directory(storage), Directory(storage));
        await here.CreateAsync(new NewShop(_id.Value, "GBP", "Europe/London"), null);
        Assert.Equal("Europe/London", (await elsewhere.FindAsync(_id))!.TimeZone.Id);

        await here.PutSettingsAsync(_id, new ShopSettings { TimeZone = "Asia/Tokyo" }, null);
        Assert.Equal("Asia/Tokyo", (await here.FindAsync(_id))!.TimeZone.Id);
        Assert.Equal("Europe/London", (await elsewhere.FindAsync(_id))!.TimeZone.Id);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Asia/Tokyo", (await elsewhere.FindAsync(_id))!.TimeZone.Id);
    }

    [SkippableFact]
    public async Task Find_UnknownShop_IsNull_AndOneCreatedThenIsFoundAtOnce()
    {
        var storage = await TestStorage.OpenAsync(azurite);
        var (here, elsewhere) = (Directory(storage), Directory(storage));
        Assert.Null(await elsewhere.FindAsync(_id));

        await here.CreateAsync(new NewShop(_id.Value, "GBP", "Europe/London"), null);

        var shop = await elsewhere.FindAsync(_id);
        Assert.Equal("GBP", shop!.Currency);
        Assert.Equal(32, shop.Salt.Length);
        Assert.Contains(await here.ListAsync(), listed => listed.Id == _id);
    }

    [SkippableFact]
    public async Task Salts_OfTwoShops_Differ()
    {
        var shops = Directory(await TestStorage.OpenAsync(azurite));
        await shops.CreateAsync(new NewShop(_id.Value, "GBP", "Europe/London"), null);
        await shops.CreateAsync(new NewShop(_id + "-b", "GBP", "Europe/London"), null);

        Assert.NotEqual((await shops.FindAsync(_id))!.Salt.ToArray(), (await shops.FindAsync(ShopId.Parse(_id + "-b")))!.Salt.ToArray());
    }

    [SkippableFact]
    public async Task Delete_ThatWasInterrupted_KeepsTheNameUntilItIsFinished()
    {
        var storage = await TestStorage.OpenAsync(azurite);
        var shops = Directory(storage);
        await shops.CreateAsync(new NewShop(_id.Value, "GBP", "Europe/London"), null);
        var table = storage.Table(Names.Tables.Shops);
        var row = (await table.GetEntityAsync<TableEntity>("shop", _id.Value)).Value;
        row["DeletedAt"] = _clock.GetUtcNow();
        await table.UpdateEntityAsync(row, row.ETag);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await shops.FindAsync(_id));
        Assert.DoesNotContain(await shops.ListAsync(), listed => listed.Id == _id);
        await Assert.ThrowsAsync<ShopNotFoundException>(() => shops.ReadSettingsAsync(_id));
        await Assert.ThrowsAsync<ShopConflictException>(() => shops.CreateAsync(new NewShop(_id.Value, "GBP", "Europe/London"), null));
        Assert.True(await shops.DeleteAsync(_id));
        await shops.CreateAsync(new NewShop(_id.Value, "EUR", "Europe/Berlin"), null);
        Assert.Equal("EUR", (await shops.FindAsync(_id))!.Currency);
    }

    [SkippableFact]
    public async Task DevelopmentShop_SeededTwice_OpensWithItsKey()
    {
        var storage = await TestStorage.OpenAsync(azurite);
        var keys = new ShopKeys(storage, _clock);

        await DevelopmentShop.SeedAsync(storage, Directory(storage), keys);
        await DevelopmentShop.SeedAsync(storage, Directory(storage), keys);

        var key = await keys.FindAsync("demo-key", CancellationToken.None);
        Assert.Equal(("demo", KeyScope.Write), (key!.Shop.Value, key.Scope));
    }

    private ShopDirectory Directory(InsightStorage storage) => new(storage, new ShopKeys(storage, _clock), new ShopPurge(storage), _clock);
}

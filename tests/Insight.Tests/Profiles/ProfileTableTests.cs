using Azure;
using Azure.Data.Tables;
using Insight.Features;
using Insight.Profiles;
using Insight.Shops;
using Insight.Testing;
using Insight.Tests.Features;
using Insight.Tests.Registry;

namespace Insight.Tests.Profiles;

[Collection(AzuriteCollection.Name)]
public sealed class ProfileTableTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Time = new(2021, 7, 1, 0, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public async Task GetManyAsync_StrangeIds_AreFoundInOrder_UnknownOnesAreNull()
    {
        var table = new ProfileTable(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("table-ids");
        string[] ids = ["a/b\\c#d?e%f", "tab\tline\n", "漢字 ä 😀", "!002f", new string('x', 2000), "plain", "Plain"];
        await WriteAsync(table, shop, Time, [.. ids.Select(id => History(id, 3))]);

        var found = await table.GetManyAsync(shop, ["nobody", .. ids, ""]);
        Assert.Null(found[0]);
        Assert.Null(found[^1]);
        Assert.Equal(ids, found.Skip(1).SkipLast(1).Select(stored => stored!.Profile.CustomerId));
        Assert.Equal(History(ids[0], 3).Orders, found[1]!.History!.Orders);
        Assert.Null(await table.FindAsync(ShopId.Parse("table-other"), "plain"));
    }

    [SkippableFact]
    public async Task AddAsync_SameContent_IsNotWrittenAgain_GoneOnesAreRemoved()
    {
        var table = new ProfileTable(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("table-again");
        var histories = Histories.Random(700, seed: 11).ToList();
        var first = await WriteAsync(table, shop, Time, histories);
        Assert.Equal((700, 0, 0), (first.Written, first.Unchanged, first.Removed));
        var etag = await ETagAsync(table, shop, "c5");

        // The time of writing and the snapshot differ, but say nothing about the customer.
        var second = await WriteAsync(table, shop, Time, histories, snapshot: "s9");
        Assert.Equal((0, 700, 0), (second.Written, second.Unchanged, second.Removed));
        Assert.Equal(etag, await ETagAsync(table, shop, "c5"));

        histories[5] = histories[5] with { Orders = [.. histories[5].Orders, Histories.Order("new", new DateOnly(2021, 12, 1), 5)] };
        histories.RemoveRange(600, 100);
        var third = await WriteAsync(table, shop, Time, histories);
        Assert.Equal((1, 599, 100), (third.Written, third.Unchanged, third.Removed));
        Assert.Equal("new", (await table.FindAsync(shop, "c5"))!.History!.Orders[^1].OrderId);
        Assert.Null(await table.FindAsync(shop, "c650"));
    }

    [SkippableFact]
    public async Task CompleteAsync_RowChangedMeanwhile_NothingIsLost()
    {
        var table = new ProfileTable(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("table-race");
        await WriteAsync(table, shop, Time, [History("merged", 1), History("newer", 1), History("gone", 1), History("back", 1)]);

        var slow = await ProfileWriter.OpenAsync(table, shop, 2, CancellationToken.None);
        // Meanwhile somebody adds a property, a newer refresh writes a row, another removes one, and a customer who seemed gone comes back.
        await table.Client.UpdateEntityAsync(new TableEntity(ProfileKeys.Partition(shop, "merged"), "merged") { ["Live"] = "arrived" }, ETag.All);
        await WriteAsync(table, shop, Time, [History("merged", 1), History("newer", 9), History("back", 4), History("added", 4)], version: 3);

        foreach (var history in (CustomerHistory[])[History("merged", 2), History("newer", 2), History("gone", 2), History("added", 2)])
        {
            await slow.AddAsync(Profile(history, Time, "s2"), history, CancellationToken.None);
        }

        await slow.CompleteAsync(CancellationToken.None);
        var merged = await table.Client.GetEntityAsync<TableEntity>(ProfileKeys.Partition(shop, "merged"), "merged");
        Assert.Equal("arrived", merged.Value.GetString("Live"));
        Assert.Equal(2, (await table.FindAsync(shop, "merged"))!.History!.Orders.Count);
        Assert.Equal(9, (await table.FindAsync(shop, "newer"))!.History!.Orders.Count);
        Assert.Equal(2, (await table.FindAsync(shop, "gone"))!.History!.Orders.Count);
        Assert.Equal(4, (await table.FindAsync(shop, "back"))!.History!.Orders.Count);
        Assert.Equal(4, (await table.FindAsync(shop, "added"))!.History!.Orders.Count);
    }

    [SkippableFact]
    public async Task AddAsync_LongHistory_IsSplit_AndOneTooLongIsLeftOut()
    {
        var table = new ProfileTable(await TestStorage.OpenAsync(azurite));
        var shop = ShopId.Parse("table-long");
        await WriteAsync(table, shop, Time, [Noise("long", 6_000), Noise("longest", 40_000)]);

        var written = await table.FindAsync(shop, "long");
        Assert.Equal(Noise("long", 6_000).Orders, written!.History!.Orders);
        var entity = (await table.Client.GetEntityAsync<TableEntity>(ProfileKeys.Partition(shop, "long"), "long")).Value;
        Assert.InRange(entity.GetInt32("HistoryParts")!.Value, 2, 10);
        Assert.All(entity.Select(pair => pair.Value).OfType<byte[]>(), part => Assert.InRange(part.Length, 1, 64 * 1024));

        var longest = await table.FindAsync(shop, "longest");
        Assert.Null(longest!.History);
        Assert.Equal(40_000, longest.Profile.Orders);
        Assert.InRange(ProfileEntity.Size(ProfileEntity.Write(shop, longest.Profile, Noise("longest", 30_000), 1)), 100_000, 1024 * 1024);
    }

    private static async Task<ProfileWriter> WriteAsync(
        ProfileTable table, ShopId shop, DateTimeOffset asOf, IReadOnlyList<CustomerHistory> histories, string snapshot = "s1", long version = 1)
    {
        var writer = await ProfileWriter.OpenAsync(table, shop, version, CancellationToken.None);
        foreach (var history in histories)
        {
            await writer.AddAsync(Profile(history, asOf, snapshot), history, CancellationToken.None);
        }

        await writer.CompleteAsync(CancellationToken.None);
        return writer;
    }

    private static CustomerProfile Profile(CustomerHistory history, DateTimeOffset asOf, string snapshot) => new()
    {
        CustomerId = history.CustomerId,
        Orders = history.Orders.Count,
        Revenue = history.Orders.Sum(order => order.Revenue),
        Currency = "EUR",
        Model = new Dictionary<string, string>(),
        Snapshot = snapshot,
        AsOf = asOf,
        UpdatedAt = snapshot == "s1" ? Time : Time.AddHours(1),
    };

    private static CustomerHistory History(string id, int orders) => new()
    {
        CustomerId = id,
        Orders = [.. Enumerable.Range(0, orders).Select(i => Histories.Order($"o{i}", new DateOnly(2021, 1, 1).AddDays(i), 10 + i))],
    };

    /// <summary>A history that compresses badly.</summary>
    private static CustomerHistory Noise(string id, int orders)
    {
        var random = new Random(1);
        var day = new DateOnly(1990, 1, 1);
        return new CustomerHistory
        {
            CustomerId = id,
            Orders = [.. Enumerable.Range(0, orders).Select(i => Histories.Order($"{random.NextInt64():x}", day = day.AddDays(random.Next(2)), random.NextDouble() + 1))],
        };
    }

    private static async Task<ETag> ETagAsync(ProfileTable table, ShopId shop, string id) =>
        (await table.Client.GetEntityAsync<TableEntity>(ProfileKeys.Partition(shop, id), ProfileKeys.Row(id))).Value.ETag;
}

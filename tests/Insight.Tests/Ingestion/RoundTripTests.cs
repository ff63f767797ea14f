using FsCheck;
using FsCheck.Fluent;
using Insight.Ingestion;
using Insight.Lake;
using Insight.Shops;
using Insight.Storage;
using Insight.Testing;
using Insight.Tests.Ingestion.RoundTrips;
using Microsoft.FSharp.Core;

namespace Insight.Tests.Ingestion;

/// <summary>Random tables in random dialects: every row is counted once, and what was written comes back.</summary>
[Collection(LongAzuriteCollection.Name)]
public sealed class RoundTripTests(AzuriteFixture azurite)
{
    /// <summary>As many as a run of all tests has time for; INSIGHT_CASES asks for more.</summary>
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("INSIGHT_CASES"), out var cases) ? cases : 10;
    private const ulong Seed = 20261124;

    [SkippableFact]
    public async Task RandomTables_InRandomDialects_ComeBackExactly_AndAreKnownInEveryOther()
    {
        await using var whole = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await using var inPieces = await IngestionBench.CreateAsync(azurite.ConnectionString, chunkBytes: 1_500);
        Check(RoundTripCase.Arbitrary, c => RoundTripAsync(c.InPieces ? inPieces : whole, c));
    }

    [SkippableFact]
    public async Task RandomDamage_GivesAReceiptThatAddsUp_AndTheHostGoesOn()
    {
        await using var whole = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await using var inPieces = await IngestionBench.CreateAsync(azurite.ConnectionString, chunkBytes: 1_500);
        Check(RoundTripCase.Arbitrary, c => DamageAsync(c.InPieces ? inPieces : whole, c));
        Assert.Equal(new RowCounts(1, 1, 0, 0, 0), (await whole.DropAsync("good.csv", "order_id,ordered_at\nA1,2025-01-31\n")).Rows);
    }

    private static void Check(Arbitrary<RoundTripCase> cases, Func<RoundTripCase, Task> property) => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed, 1), FSharpOption<int>.None))),
        Prop.ForAll(cases, c => property(c).GetAwaiter().GetResult()));

    private static async Task RoundTripAsync(IngestionBench bench, RoundTripCase c)
    {
        var shop = await ShopAsync(bench, c.Zone);
        var table = Table(c);
        var first = await DropAsync(bench, shop, "first", Written(c.First, table, shop));
        Assert.Equal((IngestionStatus.Done, table.Table.Name), (first.Status, first.Format));
        var rejected = table.Reasons.Values.Sum();
        Assert.Equal((table.Rows.Count, table.Rows.Count - rejected, rejected, 0), (first.Rows.Read, first.Rows.Accepted, first.Rows.Rejected, first.Rows.Duplicate));
        Assert.Equal(table.Reasons, first.Reasons.Where(reason => table.Reasons.ContainsKey(reason.Key)).ToDictionary());
        await AssertLakeAsync(bench, shop, table);

        var second = await DropAsync(bench, shop, "second", Written(c.Second, table, shop));
        Assert.Equal((table.Rows.Count, 0, rejected, table.Rows.Count - rejected), (second.Rows.Read, second.Rows.Accepted, second.Rows.Rejected, second.Rows.Duplicate));
        await AssertLakeAsync(bench, shop, table);
    }

    private static async Task DamageAsync(IngestionBench bench, RoundTripCase c)
    {
        var shop = await ShopAsync(bench, c.Zone);
        var receipt = await DropAsync(bench, shop, "damaged", Damaged(Written(c.First, Table(c), shop), c.Seed));
        Assert.True(receipt.Status is IngestionStatus.Done or IngestionStatus.Waiting or IngestionStatus.Refused, $"{receipt.Status}");
        Assert.False(string.IsNullOrEmpty(receipt.Message));
        Assert.Equal(receipt.Rows.Read, receipt.Rows.Accepted + receipt.Rows.Rejected + receipt.Rows.Duplicate);
        Assert.True(receipt.Status == IngestionStatus.Done || receipt.Rows == default);
        await using var lake = await bench.Get<ShopLake>().OpenAsync(shop, default);
        Assert.True(receipt.Tables.Values.Sum() > 0 || lake.Snapshot.Files.Count == 0);
    }

    /// <summary>Bytes changed, lost, added, swapped for others of the file, and the end cut off.</summary>
    private static byte[] Damaged(byte[] content, int seed)
    {
        var random = new Random(seed);
        var bytes = content.ToList();
        for (var damage = random.Next(1, 12); damage > 0 && bytes.Count > 0; damage--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.Insert(at, ((ReadOnlySpan<byte>)[(byte)'"', (byte)'\n', (byte)'\r', (byte)',', (byte)'\\', 0, 0x80])[random.Next(7)]);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count / 2 + 1), random.Next(bytes.Count / 2 + 1)));
                    break;
                case 4:
                    bytes[at] = bytes[random.Next(bytes.Count)];
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : 0);
                    break;
            }
        }

        return [.. bytes];
    }

    private static async Task<Shop> ShopAsync(IngestionBench bench, string zone)
    {
        var name = "r" + Guid.NewGuid().ToString("n")[..12];
        var shops = bench.Get<ShopDirectory>();
        await shops.CreateAsync(new NewShop(name, "GBP", zone), null);
        return (await shops.FindAsync(ShopId.Parse(name)))!; // created the line before
    }

    private static RandomTable Table(RoundTripCase c) =>
        new(c.Table, c.Rows, c.Seed, westernOnly: new[] { c.First, c.Second }.Any(dialect => dialect.TextForm == TextForm.Windows1252));

    private static byte[] Written(Dialect dialect, RandomTable table, Shop shop) => new DialectWriter(dialect, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone.Id)).Write(table);

    private static async Task<IngestionReceipt> DropAsync(IngestionBench bench, Shop shop, string name, byte[] content)
    {
        var blob = bench.Uploads.GetBlobClient($"{shop.Id}/{name}");
        await blob.UploadAsync(BinaryData.FromBytes(content));
        return (await bench.Ingestor.IngestAsync(blob, shop.Id, default))!; // the shop and the blob are there
    }

    private static async Task AssertLakeAsync(IngestionBench bench, Shop shop, RandomTable table)
    {
        await using var lake = await bench.Get<ShopLake>().OpenAsync(shop, default);
        Assert.Equal(table.Accepted, Rows(table.Table.Name, table.Select));
        if (table.Table == LakeTable.OrderLines)
        {
            Assert.Equal(table.Orders, Rows("orders", RandomTable.SelectOrders));
        }

        IEnumerable<string> Rows(string view, IReadOnlyList<string> columns) => lake.Connection
            .Query($"SELECT {string.Join(", ", columns)} FROM {view}", reader => RandomTable.Told(columns.Select((_, index) => reader.GetValue(index)).ToList()))
            .Order(StringComparer.Ordinal).ToList();
    }
}

using Insight.Ingestion;
using Insight.Shops;
using Insight.Storage;
using Insight.Testing;

namespace Insight.Soak;

/// <summary>All that an ingestion leaves behind for people: what readers see of the lake, the receipt without names and times, the quarantine file.</summary>
internal sealed record Outcome(string Lake, string Receipt, string Quarantine)
{
    public static async Task<Outcome> OfAsync(BenchShop shop, string file)
    {
        var receipt = (await shop.Get<IngestionLedger>().ListAsync(shop.Shop.Id, file, 10, null, default)).Single();
        BenchShop.Check(receipt);
        var document = await shop.Storage.Container(Names.Containers.Reports).GetBlobClient($"{shop.Shop.Id}/ingestions/{receipt.Id}.json").DownloadContentAsync();
        var told = Told(document.Value.Content.ToObjectFromJson<IngestionReceipt>(IngestionLedger.Json)!); // written by the product
        if (told != Told(receipt))
        {
            throw new InvalidOperationException($"The ledger says {Told(receipt)}, the report {told}.");
        }

        var quarantine = shop.Storage.Container(Names.Containers.Quarantine).GetBlobClient($"{shop.Shop.Id}/{receipt.Id}.csv");
        return new Outcome(await shop.LakeHashAsync(), told, await quarantine.ExistsAsync() ? (await quarantine.DownloadContentAsync()).Value.Content.ToString() : string.Empty);
    }

    /// <summary>In a few words what differs; null when nothing does.</summary>
    public string? DifferenceFrom(Outcome expected) =>
        Lake != expected.Lake ? $"lake: found {Lake}, expected {expected.Lake}"
        : Receipt != expected.Receipt ? $"receipt: found {Receipt}, expected {expected.Receipt}"
        : Quarantine != expected.Quarantine ? "the quarantine files differ"
        : null;

    private static string Told(IngestionReceipt receipt) =>
        $"{receipt.Status} {receipt.Format} {receipt.Snapshot} {receipt.Rows} [{string.Join(", ", receipt.Reasons)}] [{string.Join(", ", receipt.Tables)}] {receipt.Message}";
}

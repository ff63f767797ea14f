using Insight.Features;
using Insight.Lake;
using Insight.LocalHost.Hosting;
using Insight.Shops;
using Insight.Testing;
using Insight.Training;
using Insight.Training.Data;

namespace Insight.Evaluation;

/// <summary>What a shop's lake knows of its customers after its files went through the product's own ingestion.</summary>
internal sealed record ShopData(Shop Shop, string Snapshot, DateOnly First, DateOnly Last, IReadOnlyList<CustomerHistory> Histories)
{
    /// <exception cref="ArgumentException">There is no such data set, or no order of a known customer in it.</exception>
    public static async Task<ShopData> LoadAsync(Arguments arguments)
    {
        var files = DataFiles.Find(arguments.DataSet);
        var scratch = Directory.CreateTempSubdirectory("insight-evaluation-");
        try
        {
            await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Progress = Console.WriteLine });
            await using var shop = await BenchShop.OpenAsync(azurite.ConnectionString, scratch.FullName, new NewShop(BenchShop.NewName(), arguments.Currency, arguments.Zone));
            foreach (var file in files)
            {
                var receipt = BenchShop.Check(await shop.IngestAsync(await shop.UploadFileAsync(Path.GetFileName(file), file)));
                Console.WriteLine($"  {Path.GetFileName(file)}: {receipt.Format}, {receipt.Rows}");
            }

            await using var lake = await shop.Get<ShopLake>().OpenAsync(shop.Shop, default);
            var sample = new HistorySample(new TrainingOptions().MaxCustomers);
            await foreach (var history in lake.ReadHistoriesAsync(null, default))
            {
                sample.Add(history);
            }

            var histories = sample.ToList();
            var purchases = histories.SelectMany(history => history.Orders).Where(order => order.IsPurchase).Select(order => order.Day).ToList();
            return purchases.Count > 0
                ? new ShopData(shop.Shop, lake.Snapshot.Id, purchases.Min(), histories.SelectMany(history => history.Orders).Max(order => order.Day), histories)
                : throw new ArgumentException($"{arguments.DataSet} holds no order of a known customer.", nameof(arguments));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}

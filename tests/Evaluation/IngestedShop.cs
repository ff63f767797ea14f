using Azure;
using Azure.Data.Tables;
using Insight.Lake;
using Insight.LocalHost.Hosting;
using Insight.Shops;
using Insight.Storage;
using Insight.Testing;

namespace Insight.Evaluation;

/// <summary>A shop whose files went through the product's own ingestion, for as long as its lake is read.</summary>
internal static class IngestedShop
{
    /// <param name="dataSet">A file or folder, the name of one (<see cref="DataFiles"/>), or <see cref="SampleShop.Name"/>.</param>
    public static async Task<T> ReadAsync<T>(string dataSet, string currency, string zone, Func<LakeReader, Task<T>> read)
    {
        var scratch = Directory.CreateTempSubdirectory("insight-evaluation-");
        try
        {
            var files = dataSet == SampleShop.Name ? SampleShop.Write(scratch.CreateSubdirectory(SampleShop.Name).FullName) : DataFiles.Find(dataSet);
            await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Progress = Console.WriteLine });
            var named = new NewShop(BenchShop.NewName(), currency, zone);
            await using (var created = await BenchShop.OpenAsync(azurite.ConnectionString, scratch.FullName, named))
            {
                await FixSaltAsync(created);
            }

            await using var shop = await BenchShop.OpenAsync(azurite.ConnectionString, scratch.FullName, named);
            foreach (var file in files)
            {
                var receipt = BenchShop.Check(await shop.IngestAsync(await shop.UploadFileAsync(Path.GetFileName(file), file)));
                Console.WriteLine($"  {Path.GetFileName(file)}: {receipt.Format}, {receipt.Rows}");
            }

            await using var lake = await shop.Get<ShopLake>().OpenAsync(shop.Shop, default);
            return await read(lake);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>Who is known by an address gets an id by the shop's secret: the same secret makes the same order of customers, and so the same figures every time.</summary>
    private static Task FixSaltAsync(BenchShop shop) => shop.Storage.Table(Names.Tables.Shops).UpdateEntityAsync(
        new TableEntity(ShopEntity.Partition, shop.Shop.Id.Value) { [nameof(ShopEntity.Salt)] = new byte[32] }, ETag.All, TableUpdateMode.Merge);
}

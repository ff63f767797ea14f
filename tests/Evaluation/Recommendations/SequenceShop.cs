using Insight.Lake;
using Insight.LocalHost.Hosting;
using Insight.Shops;
using Insight.Testing;
using Insight.Training.Recommendations.Data;

namespace Insight.Evaluation.Recommendations;

/// <summary>What a shop's lake knows of interactions after its files went through the product's own ingestion.</summary>
internal static class SequenceShop
{
    public static async Task<InteractionLog> LoadAsync(RecommendationArguments arguments)
    {
        var scratch = Directory.CreateTempSubdirectory("insight-evaluation-");
        try
        {
            await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Progress = Console.WriteLine });
            await using var shop = await BenchShop.OpenAsync(azurite.ConnectionString, scratch.FullName, new NewShop(BenchShop.NewName(), arguments.Currency, arguments.Zone));
            foreach (var file in DataFiles.Find(arguments.DataSet))
            {
                var receipt = BenchShop.Check(await shop.IngestAsync(await shop.UploadFileAsync(Path.GetFileName(file), file)));
                Console.WriteLine($"  {Path.GetFileName(file)}: {receipt.Format}, {receipt.Rows}");
            }

            await using var lake = await shop.Get<ShopLake>().OpenAsync(shop.Shop, default);
            var builder = new InteractionLogBuilder();
            await foreach (var (owner, session, product, at, kind) in lake.ReadInteractionsAsync(null, default))
            {
                builder.Add(owner, session, product, at, kind);
            }

            return builder.Build();
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}

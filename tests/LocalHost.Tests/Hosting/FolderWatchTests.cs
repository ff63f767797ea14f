using Azure.Storage.Blobs;
using Insight.LocalHost.Hosting;
using LocalHost.Tests.Samples;

namespace LocalHost.Tests.Hosting;

[Collection(AzuriteCollection.Name)]
public sealed class FolderWatchTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task File_ThatAppears_IsCopiedOnce_AndAgainWhenChanged()
    {
        var folder = Directory.CreateTempSubdirectory("insight-watch");
        try
        {
            var options = azurite.Options(new Recorder()) with { WatchFolder = folder.FullName };
            var blob = new BlobClient(azurite.ConnectionString, "uploads", "demo/2026/orders.csv");
            Directory.CreateDirectory(Path.Combine(folder.FullName, "2026"));
            var file = Path.Combine(folder.FullName, "2026", "orders.csv");
            await using (await LocalHostApp.StartAsync(options))
            {
                await File.WriteAllTextAsync(file, "one");
                Assert.True(await HoldsAsync(blob, "one"));
            }

            var first = (await blob.GetPropertiesAsync()).Value.ETag;
            await using (await LocalHostApp.StartAsync(options))
            {
                await Task.Delay(3000);
                Assert.Equal(first, (await blob.GetPropertiesAsync()).Value.ETag);
                await File.WriteAllTextAsync(file, "changed");
                Assert.True(await HoldsAsync(blob, "changed"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> HoldsAsync(BlobClient blob, string content)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await blob.ExistsAsync() && (await blob.DownloadContentAsync()).Value.Content.ToString() == content)
            {
                return true;
            }

            await Task.Delay(100);
        }

        return false;
    }
}

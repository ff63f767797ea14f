using System.Net;
using Insight.Functions.Ingestion;
using Insight.Functions.Tests.Http;
using Insight.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Functions.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class UploadTriggerTests(AzuriteFixture azurite)
{
    private const string Orders = "order_id,customer_id,ordered_at,status,currency,total\n1,c1,2024-01-05T10:00:00Z,completed,GBP,12.50\n";

    [SkippableFact]
    public async Task DroppedFile_InAFolderOfTheShop_HasAReceipt_AndOneInNobodysFolderIsLeftAlone()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        var uploads = api.Storage.Container("uploads");
        await uploads.GetBlobClient($"{shop}/2024/orders.csv").UploadAsync(BinaryData.FromString(Orders));
        await uploads.GetBlobClient("Nobody/orders.csv").UploadAsync(BinaryData.FromString(Orders), overwrite: true);
        var function = ActivatorUtilities.CreateInstance<IngestUploadFunction>(api.Services);

        await function.IngestAsync(uploads.GetBlobClient($"{shop}/2024/orders.csv"), $"{shop}/2024/orders.csv", CancellationToken.None);
        await function.IngestAsync(uploads.GetBlobClient("Nobody/orders.csv"), "Nobody/orders.csv", CancellationToken.None);

        using var response = await api.SendAsync("GET", $"api/v1/shops/{shop}/ingestions?path=2024/orders.csv", key);
        var receipt = Assert.Single((await ApiServer.JsonAsync(response)).GetProperty("ingestions").EnumerateArray());
        Assert.Equal("done", receipt.GetProperty("status").GetString());
        Assert.Equal(1, receipt.GetProperty("rows").GetProperty("accepted").GetInt64());
        using var one = await api.SendAsync("GET", $"api/v1/shops/{shop}/ingestions/{receipt.GetProperty("id").GetString()}", key);
        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
    }

    [SkippableFact]
    public async Task UploadGivenUp_EndsAsRefusedWithAMessage()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        await api.Storage.Container("uploads").GetBlobClient($"{shop}/orders.csv").UploadAsync(BinaryData.FromString(Orders));

        await ActivatorUtilities.CreateInstance<AbandonUploadFunction>(api.Services).RunAsync(
            $$"""{"Type": "BlobTrigger", "FunctionId": "IngestUpload", "BlobType": "BlockBlob", "ContainerName": "uploads", "BlobName": "{{shop}}/orders.csv", "ETag": "x"}""",
            CancellationToken.None);

        using var response = await api.SendAsync("GET", $"api/v1/shops/{shop}/ingestions", key);
        var receipt = Assert.Single((await ApiServer.JsonAsync(response)).GetProperty("ingestions").EnumerateArray());
        Assert.Equal("refused", receipt.GetProperty("status").GetString());
        Assert.Contains("several times", receipt.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task List_GoesOnFromItsCursor()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        var uploads = api.Storage.Container("uploads");
        var function = ActivatorUtilities.CreateInstance<IngestUploadFunction>(api.Services);
        foreach (var name in new[] { "a.csv", "b.csv", "c.csv" })
        {
            await uploads.GetBlobClient($"{shop}/{name}").UploadAsync(BinaryData.FromString(Orders.Replace("\n1,", $"\n{name},", StringComparison.Ordinal)));
            await function.IngestAsync(uploads.GetBlobClient($"{shop}/{name}"), $"{shop}/{name}", CancellationToken.None);
        }

        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            using var response = await api.SendAsync("GET", $"api/v1/shops/{shop}/ingestions?limit=2{(cursor is null ? "" : "&cursor=" + cursor)}", key);
            var page = await ApiServer.JsonAsync(response);
            seen.AddRange(page.GetProperty("ingestions").EnumerateArray().Select(receipt => receipt.GetProperty("path").GetString()));
            cursor = page.GetProperty("cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal([$"{shop}/a.csv", $"{shop}/b.csv", $"{shop}/c.csv"], seen.Order(StringComparer.Ordinal));
    }
}

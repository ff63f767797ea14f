using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Insight.Testing;

namespace Insight.Functions.Tests.Http;

[Collection(AzuriteCollection.Name)]
public sealed class UploadsFunctionTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Create_GivesAnAddressThatWritesThisBlobAndNothingElse()
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();
        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/uploads", key, new { name = "2024/orders 11.csv" });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var link = await ApiServer.JsonAsync(response);
        Assert.Equal($"{shop}/2024/orders 11.csv", link.GetProperty("path").GetString());
        var address = new Uri(link.GetProperty("uploadUrl").GetString()!);

        using var put = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StringContent("order_id,ordered_at") };
        put.Headers.Add("x-ms-blob-type", "BlockBlob");
        using var written = await api.Http.SendAsync(put);

        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        var stored = await api.Storage.Container("uploads").GetBlobClient($"{shop}/2024/orders 11.csv").DownloadContentAsync();
        Assert.Equal("order_id,ordered_at", stored.Value.Content.ToString());
        var linked = new BlobClient(address);
        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => linked.DownloadContentAsync())).Status);
        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => linked.DeleteAsync())).Status);
        var neighbour = new BlobClient(new UriBuilder(address) { Path = address.AbsolutePath.Replace("orders", "others", StringComparison.Ordinal) }.Uri);
        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => neighbour.UploadAsync(BinaryData.FromString("x")))).Status);
    }

    [SkippableTheory]
    [InlineData("../other-shop/orders.csv")]
    [InlineData("a/../../orders.csv")]
    [InlineData("/orders.csv")]
    [InlineData("orders.csv/")]
    [InlineData("a//b.csv")]
    [InlineData("a\\b.csv")]
    [InlineData("a\nb.csv")]
    [InlineData("orders.")]
    [InlineData("orders.csv?sv=1")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Create_NameThatCouldLeaveTheFolder_Is400(string? name)
    {
        await using var api = await ApiServer.StartAsync(azurite);
        var (shop, key) = await api.CreateShopAsync();

        using var response = await api.SendAsync("POST", $"api/v1/shops/{shop}/uploads", key, new { name });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await ApiServer.JsonAsync(response)).GetProperty("errors").TryGetProperty("name", out _));
    }
}

using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Insight.LocalHost.Hosting;
using LocalHost.Tests.Samples;

namespace LocalHost.Tests.Hosting;

[Collection(AzuriteCollection.Name)]
public sealed class BlobListenerTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public async Task Blob_IsDeliveredOnceToThePollingTwin_AlsoAcrossARestart_AndAgainWhenChanged()
    {
        var recorder = new Recorder();
        var options = azurite.Options(recorder, typeof(BlobSample));
        const string Seen = "polled demo folder/orders.csv one";
        await using (var first = await LocalHostApp.StartAsync(options))
        {
            await Blob(first, "sample-uploads", "demo/folder/orders.csv").UploadAsync(BinaryData.FromString("one"));
            Assert.True(await recorder.SeesAsync(entries => entries.Contains(Seen), Limit));
            await Task.Delay(1000);
        }

        await using var second = await LocalHostApp.StartAsync(options);
        await Blob(second, "sample-uploads", "demo/other.csv").UploadAsync(BinaryData.FromString("two"));
        Assert.True(await recorder.SeesAsync(entries => entries.Contains("polled demo other.csv two"), Limit));
        await Blob(second, "sample-uploads", "demo/folder/orders.csv").UploadAsync(BinaryData.FromString("three"), overwrite: true);
        Assert.True(await recorder.SeesAsync(entries => entries.Contains("polled demo folder/orders.csv three"), Limit));
        Assert.Equal([Seen, "polled demo other.csv two", "polled demo folder/orders.csv three"], recorder.Entries);
    }

    [SkippableFact]
    public async Task Blob_FailingFiveTimes_IsReportedToPoisonAndLeft()
    {
        var recorder = new Recorder();
        await using var app = await LocalHostApp.StartAsync(azurite.Options(recorder, typeof(BlobSample)));
        var poison = new QueueClient(app.StorageConnectionString, BlobListener.PoisonQueue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await poison.CreateIfNotExistsAsync();

        await Blob(app, "sample-bad", "x.bin").UploadAsync(BinaryData.FromString("x"));

        Assert.True(await recorder.SeesAsync(entries => entries.Count == 5, Limit));
        var received = await ReceiveAsync(poison);
        Assert.Equal("Host.Functions.DropBad sample-bad x.bin", $"{received.GetProperty("FunctionId")} {received.GetProperty("ContainerName")} {received.GetProperty("BlobName")}");
        await Task.Delay(1000);
        Assert.Equal(5, recorder.Entries.Count);
    }

    [Theory]
    [InlineData("uploads/{shop}/{name}", "demo/a/b.csv", "shop=demo name=a/b.csv")]
    [InlineData("uploads/{name}", "a.csv", "name=a.csv")]
    [InlineData("uploads/{name}.csv", "a.json", null)]
    [InlineData("uploads/{shop}/{name}", "alone.csv", null)]
    public void Pattern_Match_GivesItsParts(string pattern, string name, string? expected)
    {
        var parts = new BlobPattern(pattern).Match(name);

        Assert.Equal(expected, parts is null ? null : string.Join(' ', parts.Select(part => $"{part.Key}={part.Value}")));
    }

    private static async Task<JsonElement> ReceiveAsync(QueueClient queue)
    {
        for (var i = 0; i < 100; i++)
        {
            if ((await queue.ReceiveMessageAsync()).Value is { } message)
            {
                return JsonSerializer.Deserialize<JsonElement>(message.Body);
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("No message arrived.");
    }

    private static BlobClient Blob(LocalHostApp app, string container, string name) => new(app.StorageConnectionString, container, name);
}

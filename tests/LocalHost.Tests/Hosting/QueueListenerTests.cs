using Azure.Storage.Queues;
using Insight.LocalHost.Hosting;
using LocalHost.Tests.Samples;

namespace LocalHost.Tests.Hosting;

[Collection(AzuriteCollection.Name)]
public sealed class QueueListenerTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public async Task Message_Success_IsBoundAndDeleted()
    {
        var recorder = new Recorder();
        await using var app = await LocalHostApp.StartAsync(azurite.Options(recorder, typeof(QueueSample)));
        var queue = await QueueAsync(app, "sample-work");

        await queue.SendMessageAsync("""{"id":"a"}""");

        Assert.True(await recorder.SeesAsync(entries => entries.Contains("end a"), Limit));
        Assert.Contains("start a 1", recorder.Entries);
        await EmptyAsync(queue);
    }

    [SkippableFact]
    public async Task Message_FailingFiveTimes_GoesToPoison()
    {
        var recorder = new Recorder();
        await using var app = await LocalHostApp.StartAsync(azurite.Options(recorder, typeof(QueueSample)));
        var queue = await QueueAsync(app, "sample-fail");

        await queue.SendMessageAsync("bad");

        Assert.True(await recorder.SeesAsync(entries => entries.Contains("poison bad"), Limit));
        Assert.Equal(5, recorder.Entries.Count(entry => entry == "fail bad"));
        await EmptyAsync(queue);
    }

    [SkippableFact]
    public async Task Message_NotBase64_GoesToPoisonAndTheNextIsServed()
    {
        var recorder = new Recorder();
        await using var app = await LocalHostApp.StartAsync(azurite.Options(recorder, typeof(QueueSample)));
        var queue = await QueueAsync(app, "sample-work");
        var poison = await QueueAsync(app, "sample-work-poison");

        await new QueueClient(app.StorageConnectionString, queue.Name).SendMessageAsync("{not base64}");
        await queue.SendMessageAsync("""{"id":"after"}""");

        Assert.True(await recorder.SeesAsync(entries => entries.Contains("end after"), Limit));
        Assert.Contains((await poison.PeekMessagesAsync(32)).Value, message => message.Body.ToString() == "{not base64}");
    }

    [SkippableFact]
    public async Task Message_LongerThanItsLease_IsRenewedAndRunsOnce()
    {
        var recorder = new Recorder();
        var options = azurite.Options(recorder, typeof(QueueSample)) with { MessageLease = TimeSpan.FromSeconds(2) };
        await using var first = await LocalHostApp.StartAsync(options);
        await using var second = await LocalHostApp.StartAsync(options);

        await (await QueueAsync(first, "sample-work")).SendMessageAsync("""{"id":"long","seconds":6}""");

        Assert.True(await recorder.SeesAsync(entries => entries.Contains("end long"), Limit));
        Assert.Equal(["start long 1", "end long"], recorder.Entries);
    }

    [SkippableFact]
    public async Task Stop_WhileRunning_GivesTheMessageBack()
    {
        var recorder = new Recorder();
        var options = azurite.Options(recorder, typeof(QueueSample));
        await using (var first = await LocalHostApp.StartAsync(options))
        {
            await (await QueueAsync(first, "sample-work")).SendMessageAsync("""{"id":"again","seconds":2}""");
            Assert.True(await recorder.SeesAsync(entries => entries.Contains("start again 1"), Limit));
        }

        Assert.DoesNotContain("end again", recorder.Entries);
        await using var second = await LocalHostApp.StartAsync(options);
        Assert.True(await recorder.SeesAsync(entries => entries.Contains("end again"), Limit));
        Assert.Contains("start again 2", recorder.Entries);
    }

    private static async Task<QueueClient> QueueAsync(LocalHostApp app, string name)
    {
        var queue = new QueueClient(app.StorageConnectionString, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync();
        return queue;
    }

    private static async Task EmptyAsync(QueueClient queue)
    {
        for (var i = 0; i < 40 && (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount > 0; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }
}

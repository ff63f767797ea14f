using System.Net;
using System.Net.Http.Json;
using Insight.LocalHost.Hosting;
using LocalHost.Tests.Samples;

namespace LocalHost.Tests.Hosting;

[Collection(AzuriteCollection.Name)]
public sealed class TimerListenerTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Timer_RunByName_RunsOnce_AndWarmupRanAtStart()
    {
        var recorder = new Recorder();
        await using var app = await LocalHostApp.StartAsync(azurite.Options(recorder, typeof(TimerSample)));

        await app.RunFunctionAsync("Nightly");

        Assert.True(await recorder.SeesAsync(entries => entries.Contains("warm True"), TimeSpan.FromSeconds(10)));
        Assert.Equal(["nightly 02:30", "warm True"], recorder.Entries.Order(StringComparer.Ordinal));
        await Assert.ThrowsAsync<ArgumentException>(() => app.RunFunctionAsync("Nobody"));
    }

    [SkippableFact]
    public async Task Timer_RunThroughAdminEndpoint_IsAccepted()
    {
        var recorder = new Recorder();
        await using var app = await LocalHostApp.StartAsync(azurite.Options(recorder, typeof(TimerSample)));
        using var client = new HttpClient { BaseAddress = app.BaseAddress };

        Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsJsonAsync("/admin/functions/Nightly", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsync("/admin/functions/Nightly", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/admin/functions/Nobody", null)).StatusCode);
        Assert.Equal(2, recorder.Entries.Count(entry => entry == "nightly 02:30"));
    }

    [SkippableFact]
    public async Task Timer_LongerThanItsInterval_NeverOverlaps()
    {
        var recorder = new Recorder();
        await using var app = await LocalHostApp.StartAsync(azurite.Options(recorder, typeof(TimerSample)) with { RunTimers = true });

        Assert.True(await recorder.SeesAsync(entries => entries.Count(entry => entry == "tick ends") >= 2, TimeSpan.FromSeconds(30)));

        var ticks = recorder.Entries.Where(entry => entry.StartsWith("tick", StringComparison.Ordinal)).Take(4);
        Assert.Equal(["tick begins", "tick ends", "tick begins", "tick ends"], ticks);
    }
}

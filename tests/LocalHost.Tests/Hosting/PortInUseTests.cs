using System.Globalization;
using Insight.LocalHost.Hosting;
using LocalHost.Tests.Samples;

namespace LocalHost.Tests.Hosting;

[Collection(AzuriteCollection.Name)]
public sealed class PortInUseTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Start_PortInUse_IsOneClearLine()
    {
        await using var first = await LocalHostApp.StartAsync(azurite.Options(new Recorder()));
        var options = azurite.Options(new Recorder()) with { Port = first.BaseAddress.Port };

        var exception = await Assert.ThrowsAsync<LocalHostException>(() => LocalHostApp.StartAsync(options));

        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Port {options.Port} is in use"), exception.Message, StringComparison.Ordinal);
    }
}

using Insight.LocalHost.Hosting;
using LocalHost.Tests.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalHost.Tests.Hosting;

/// <summary>One Azurite for all tests of the runtime.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? azurite;

    public string ConnectionString
    {
        get
        {
            Skip.If(azurite is null, "Node.js is missing, and with it Azurite");
            return azurite.ConnectionString;
        }
    }

    public async Task InitializeAsync() => azurite = AzuriteProcess.IsAvailable ? await AzuriteProcess.StartAsync(new AzuriteOptions()) : null;

    public async Task DisposeAsync()
    {
        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }
    }

    /// <summary>Options that serve the sample functions of some classes alone, with a host.json for tests.</summary>
    internal LocalHostOptions Options(Recorder recorder, params Type[] functions) => new()
    {
        Port = 0,
        StorageConnectionString = ConnectionString,
        RunTimers = false,
        HostJsonPath = Path.Combine(AppContext.BaseDirectory, "Hosting", "host.test.json"),
        FunctionAssemblies = [typeof(AzuriteFixture).Assembly],
        FunctionFilter = functions.Contains,
        Settings = new Dictionary<string, string?> { ["SampleSchedule"] = "* * * * * *" },
        ConfigureServices = (services, _) => services.AddSingleton(recorder),
        LogLevel = LogLevel.None,
        BlobPollInterval = TimeSpan.FromMilliseconds(200),
    };
}

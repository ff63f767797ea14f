using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Insight.LocalHost.Hosting;

/// <summary>How one LocalHost serves. The defaults are those of <c>dotnet run --project src/LocalHost</c>.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>The storage; null means the setting AzureWebJobsStorage, else Azurite's own ports. Only loopback addresses are accepted.</summary>
    public string? StorageConnectionString { get; init; }

    /// <summary>Starts an Azurite of its own on free ports, whatever else runs on this machine.</summary>
    public bool OwnStorage { get; init; }

    /// <summary>Keeps an Azurite that is started here in memory only.</summary>
    public bool InMemory { get; init; }

    /// <summary>Where an Azurite that is started here keeps its data.</summary>
    public string DataFolder { get; init; } = ".insight";

    /// <summary>Files that appear here are copied into uploads/demo/; null watches nothing.</summary>
    public string? WatchFolder { get; init; }

    /// <summary>Whether timers run by themselves; <see cref="LocalHostApp.RunFunctionAsync"/> runs them either way.</summary>
    public bool RunTimers { get; init; } = true;

    /// <summary>The host.json whose settings count.</summary>
    public string HostJsonPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "host.json");

    /// <summary>Where functions are looked for.</summary>
    public IReadOnlyList<Assembly> FunctionAssemblies { get; init; } = [typeof(Functions.InsightFunctionsRegistration).Assembly];

    /// <summary>Which classes of those assemblies count.</summary>
    public Func<Type, bool> FunctionFilter { get; init; } = _ => true;

    /// <summary>Settings that win over local.settings.json and the environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Further services, added after those of the functions.</summary>
    public Action<IServiceCollection, IConfiguration>? ConfigureServices { get; init; }

    /// <summary>Runs when storage answers and before anything is served or listened to.</summary>
    public Func<IServiceProvider, CancellationToken, Task>? OnStarting { get; init; }

    /// <summary>What the console shows.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Is told what takes long while starting.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>How long a received queue message stays hidden without a renewal; it is renewed three times as often.</summary>
    public TimeSpan MessageLease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often containers are listed for new blobs.</summary>
    public TimeSpan BlobPollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long running functions may take to end when the host stops.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);
}

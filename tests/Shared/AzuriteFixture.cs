using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Insight.Testing;

/// <summary>An Azurite in memory for the tests of one assembly, on free ports. Tests that ask for it are skipped, visibly, where Node is missing.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>npx starts a shell that starts Node: children go first, as orphans could no longer be found.</summary>
    private const string KillTree = "end() { for c in $(pgrep -P $1); do end $c; done; kill $1 2>/dev/null; };";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    private Process? _process;
    private string? _connectionString;

    /// <summary>Opens the Azurite; skips the test where there is none.</summary>
    public string ConnectionString
    {
        get
        {
            Skip.If(_connectionString is null, "npx is not on the path: install Node 20 to run the tests that use Azurite.");
            return _connectionString!; // Skip.If has thrown otherwise
        }
    }

    public async Task InitializeAsync()
    {
        var ports = FreePorts();
        try
        {
            // In a shell that ends Azurite with its own input, so that none outlives the tests however they end.
            var start = new ProcessStartInfo("sh")
            {
                ArgumentList =
                {
                    "-c",
                    FormattableString.Invariant($"npx --yes azurite@3.35.0 --inMemoryPersistence --skipApiVersionCheck --silent --disableTelemetry --blobPort {ports[0]} --queuePort {ports[1]} --tablePort {ports[2]} >/dev/null 2>&1 & child=$!; cat >/dev/null; {KillTree} end $child"),
                },
                RedirectStandardInput = true,
            };
            if (!OnPath("npx"))
            {
                return;
            }

            _process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return;
        }

        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync(ports))
        {
            if (watch.Elapsed > StartTimeout)
            {
                throw new InvalidOperationException($"Azurite did not answer on {string.Join(", ", ports)} within {StartTimeout}.");
            }

            await Task.Delay(100);
        }

        _connectionString = FormattableString.Invariant(
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};BlobEndpoint=http://127.0.0.1:{ports[0]}/{Account};QueueEndpoint=http://127.0.0.1:{ports[1]}/{Account};TableEndpoint=http://127.0.0.1:{ports[2]}/{Account};");
    }

    public Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            {
                _process.Kill(entireProcessTree: true);
            }

            _process.Dispose();
        }

        return Task.CompletedTask;
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static int[] FreePorts()
    {
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }

    private static async Task<bool> AnswersAsync(IEnumerable<int> ports)
    {
        foreach (var port in ports)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>The tests that share one Azurite.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}

/// <summary>Long tests with an Azurite of their own, so that they run beside the others: classes of one collection run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class LongAzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite, long tests";
}

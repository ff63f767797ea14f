using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Insight.LocalHost.Hosting;

/// <summary>
/// An Azurite of a pinned version, run through npx. It ends when this is disposed, and also when this process dies: see azurite-runner.js.
/// </summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    /// <summary>Later versions ask for Node 22.</summary>
    private const string Package = "azurite@3.35.0";

    /// <summary>Azurite's well-known account; its key is public and the same everywhere.</summary>
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Process process;

    private AzuriteProcess(Process process, string connectionString)
    {
        this.process = process;
        ConnectionString = connectionString;
    }

    /// <summary>Opens this Azurite.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether Node and npx are on the path.</summary>
    public static bool IsAvailable => OnPath("node") is not null && OnPath("npx") is not null;

    /// <summary>Starts Azurite and waits until it answers.</summary>
    /// <exception cref="LocalHostException">Node is missing, or Azurite does not start.</exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (OnPath("node") is not { } node || OnPath("npx") is not { } npx)
        {
            throw new LocalHostException("Node.js is missing (it runs Azurite, the local storage): install Node 20 or later from https://nodejs.org or with `apt-get install nodejs npm`.");
        }

        var (blob, queue, table) = options.Ports ?? FreePorts();
        var output = new LastLines(15);
        var process = Start(node, npx, options, blob, queue, table, output);
        var azurite = new AzuriteProcess(process, ConnectionStringFor(blob, queue, table));
        try
        {
            await azurite.WaitAsync([blob, queue, table], output, options, cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether something listens on all of the loopback ports.</summary>
    public static async Task<bool> AnswersAsync(IEnumerable<int> ports, CancellationToken cancellationToken)
    {
        foreach (var port in ports)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(8));
            await process.WaitForExitAsync(limit.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static Process Start(string node, string npx, AzuriteOptions options, int blob, int queue, int table, LastLines output)
    {
        using var script = new StreamReader(typeof(AzuriteProcess).Assembly.GetManifestResourceStream("azurite-runner.js")!); // embedded by LocalHost.csproj
        var start = new ProcessStartInfo(node) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments =
        [
            "-e", script.ReadToEnd(), npx, "--yes", Package, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--blobPort", Text(blob), "--queuePort", Text(queue), "--tablePort", Text(table),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (options.Folder is null)
        {
            start.ArgumentList.Add("--inMemoryPersistence");
        }
        else
        {
            start.ArgumentList.Add("--location");
            start.ArgumentList.Add(Directory.CreateDirectory(options.Folder).FullName);
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task WaitAsync(int[] ports, LastLines output, AzuriteOptions options, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var said = TimeSpan.Zero;
        while (!await AnswersAsync(ports, cancellationToken))
        {
            if (process.HasExited)
            {
                throw new LocalHostException($"Azurite ({Package}) did not start on ports {string.Join(", ", ports)}: {output}");
            }

            if (watch.Elapsed > options.StartTimeout)
            {
                throw new LocalHostException($"Azurite ({Package}) did not answer within {options.StartTimeout.TotalSeconds:0} s: {output}");
            }

            if (watch.Elapsed - said > TimeSpan.FromSeconds(5))
            {
                said = watch.Elapsed;
                options.Progress?.Invoke($"Starting Azurite, {said.TotalSeconds:0} s so far (the first time npm downloads it) …");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    private static (int Blob, int Queue, int Table) FreePorts()
    {
        // All three are held before any is let go, so that they differ.
        using var blob = new TcpListener(IPAddress.Loopback, 0);
        using var queue = new TcpListener(IPAddress.Loopback, 0);
        using var table = new TcpListener(IPAddress.Loopback, 0);
        return (Take(blob), Take(queue), Take(table));

        static int Take(TcpListener listener)
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }

    private static string ConnectionStringFor(int blob, int queue, int table) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};BlobEndpoint=http://127.0.0.1:{blob}/{Account};QueueEndpoint=http://127.0.0.1:{queue}/{Account};TableEndpoint=http://127.0.0.1:{table}/{Account};";

    private static string Text(int port) => port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string? OnPath(string program)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [string.Empty];
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, program + ending)))
            .FirstOrDefault(File.Exists);
    }
}

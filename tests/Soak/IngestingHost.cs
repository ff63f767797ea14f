using System.Diagnostics;
using Insight.Ingestion;
using Insight.Testing;

namespace Insight.Soak;

/// <summary>A host in a process of its own that ingests one upload, however often that must be tried; storage is its environment's.</summary>
internal sealed class IngestingHost : IDisposable
{
    public const string Verb = "ingest";
    private const string StorageVariable = "AzureWebJobsStorage";
    private const string Ready = "ready";
    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly Process _process;

    private IngestingHost(Process process) => _process = process;

    /// <summary>Small pieces, so that an ingestion has many moments to die in, and claims that expire soon.</summary>
    public static (string Key, string Value)[] Settings { get; } =
    [
        ("Insight:Ingestion:ChunkBytes", "150000"), ("Insight:Ingestion:MaxRecordBytes", "100000"), ("Insight:Ingestion:ClaimDuration", "00:00:05"),
        ("Insight:Lake:LeaseDuration", "00:00:15"), ("Insight:Lake:MemoryMegabytes", "300"),
    ];

    /// <summary>What runs in the child: says when it begins, and ends when the upload has its final receipt.</summary>
    public static async Task<int> RunAsync(string shopName, string file, string workFolder)
    {
        await using var shop = await BenchShop.OpenAsync(Environment.GetEnvironmentVariable(StorageVariable)!, workFolder, shopName, Settings); // set by StartAsync
        Console.WriteLine(Ready);
        for (var failures = 0; ;)
        {
            try
            {
                if (await shop.Ingestor.IngestAsync(shop.Upload(file), shop.Shop.Id, default) is { Status: not IngestionStatus.Running })
                {
                    return 0;
                }
            }
            catch (Exception e) when (++failures < Attempts)
            {
                // As a trigger would: the upload is delivered again.
                await Console.Error.WriteLineAsync(e.ToString());
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>Starts the child and waits until it begins.</summary>
    public static async Task<IngestingHost> StartAsync(string connectionString, string shop, string file, string workFolder)
    {
        var self = Environment.ProcessPath!; // this process has an executable
        var start = new ProcessStartInfo(self) { RedirectStandardOutput = true, Environment = { [StorageVariable] = connectionString } };
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
        {
            start.ArgumentList.Add(typeof(IngestingHost).Assembly.Location);
        }

        foreach (var argument in (string[])[Verb, shop, file, workFolder])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!; // started or thrown
        return await process.StandardOutput.ReadLineAsync() == Ready
            ? new IngestingHost(process)
            : throw new InvalidOperationException("The ingesting host did not start.");
    }

    /// <summary>Sends SIGKILL after some time; false when the host was through before.</summary>
    public async Task<bool> KillAfterAsync(TimeSpan delay)
    {
        using var limit = new CancellationTokenSource(delay);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            return true;
        }
    }

    /// <exception cref="InvalidOperationException">The host failed.</exception>
    public async Task FinishAsync()
    {
        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The ingesting host ended with {_process.ExitCode}.");
        }
    }

    public void Dispose() => _process.Dispose();
}

using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace Insight.LocalHost.Hosting;

/// <summary>
/// Runs one blob function for each new or changed blob by listing the container. After host.json's number of failed attempts the blob is reported to
/// <c>webjobs-blobtrigger-poison</c> and left alone until it changes.
/// </summary>
internal sealed class BlobListener(
    FunctionDescriptor function, BlobPattern pattern, BlobServiceClient blobs, QueueClient poison, FunctionInvoker invoker, HostSettings settings, TimeSpan interval, TimeProvider time, ILogger logger)
    : IDisposable
{
    /// <summary>The queue's name is the Functions host's.</summary>
    public const string PoisonQueue = "webjobs-blobtrigger-poison";

    private const string ReceiptContainer = "azure-webjobs-hosts";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(pattern.Container);
    private readonly BlobReceipts receipts = new(blobs.GetBlobContainerClient(ReceiptContainer), function.Name);
    private readonly ConcurrentDictionary<(string Name, string ETag), Task> running = new();
    private readonly SemaphoreSlim places = new(settings.BlobParallelism);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await receipts.LoadAsync(cancellationToken);
    }

    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await LookAsync(cancellationToken);
                await Task.Delay(interval, time, cancellationToken);
            }
        }
        finally
        {
            await Task.WhenAll(running.Values);
        }
    }

    public void Dispose() => places.Dispose();

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, pattern.Prefix, cancellationToken))
            {
                var key = (blob.Name, ETag: blob.Properties.ETag?.ToString() ?? string.Empty);
                if (pattern.Match(blob.Name) is { } data && !running.ContainsKey(key) && !receipts.Has(container.Name, key.Name, key.ETag))
                {
                    running[key] = Task.Run(() => ProcessAsync(key.Name, key.ETag, data, cancellationToken), CancellationToken.None);
                }
            }
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException && !cancellationToken.IsCancellationRequested)
        {
            Log.ListenFailed(logger, function.Name, exception.Message);
        }

        // Only once the receipt counts may a finished blob leave the list; where none was written the next look finds the blob again.
        foreach (var (key, _) in running.Where(entry => entry.Value.IsCompleted))
        {
            running.TryRemove(key, out _);
        }
    }

    private async Task ProcessAsync(string name, string etag, IReadOnlyDictionary<string, string> data, CancellationToken cancellationToken)
    {
        try
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                if (!await AttemptAsync(name, data, cancellationToken))
                {
                    await ReportAsync(name, etag, cancellationToken);
                }

                await receipts.WriteAsync(container.Name, name, etag, cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops; without a receipt the blob is delivered again after the next start.
        }
        catch (RequestFailedException exception)
        {
            Log.ListenFailed(logger, function.Name, exception.Message);
        }
    }

    private async Task<bool> AttemptAsync(string name, IReadOnlyDictionary<string, string> data, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= settings.PoisonBlobThreshold; attempt++)
        {
            try
            {
                Log.Starts(logger, function.Name, "blob " + container.Name + "/" + name);
                await invoker.InvokeAsync(function, new FunctionCall { Trigger = container.GetBlobClient(name), Data = data }, cancellationToken);
                return true;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.AttemptFailed(logger, function.Name, "blob " + name, attempt, settings.PoisonBlobThreshold, exception);
            }

            await Task.Delay(interval, time, cancellationToken);
        }

        return false;
    }

    private async Task ReportAsync(string name, string etag, CancellationToken cancellationToken)
    {
        var report = new
        {
            Type = "BlobTrigger",
            FunctionId = "Host.Functions." + function.Name,
            BlobType = "BlockBlob",
            ContainerName = container.Name,
            BlobName = name,
            ETag = etag,
        };
        await poison.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await poison.SendMessageAsync(JsonSerializer.Serialize(report), cancellationToken);
        Log.Poisoned(logger, function.Name, "blob " + name, PoisonQueue);
    }
}

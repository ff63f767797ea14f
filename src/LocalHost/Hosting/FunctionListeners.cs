using Azure.Storage.Blobs;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Insight.LocalHost.Hosting;

/// <summary>Everything that starts functions other than HTTP, and its end.</summary>
internal sealed class FunctionListeners
{
    private readonly IReadOnlyList<FunctionDescriptor> functions;
    private readonly LocalHostOptions options;
    private readonly FunctionInvoker invoker;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<string, TimerListener> timers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<QueueListener> queues = [];
    private readonly List<BlobListener> blobs = [];
    private readonly FolderWatch? watch;
    private readonly List<Task> running = [];

    public FunctionListeners(IReadOnlyList<FunctionDescriptor> functions, LocalHostOptions options, IServiceProvider services, string storage, ILogger logger)
    {
        (this.functions, this.options, this.logger) = (functions, options, logger);
        invoker = services.GetRequiredService<FunctionInvoker>();
        var settings = services.GetRequiredService<HostSettings>();
        var time = services.GetRequiredService<TimeProvider>();
        var configuration = services.GetRequiredService<IConfiguration>();
        foreach (var function in functions)
        {
            switch (function.Trigger)
            {
                case TimerTriggerAttribute:
                    timers.Add(function.Name, new TimerListener(function, invoker, configuration, time, logger));
                    break;
                case QueueTriggerAttribute trigger:
                    var name = SettingReference.Resolve(function.Name, trigger.QueueName, configuration);
                    queues.Add(new QueueListener(function, name, Connection(function, trigger.Connection), invoker, settings, options.MessageLease, time, logger));
                    break;
                case BlobTriggerAttribute trigger when !IsLeftToTwin(trigger):
                    var connection = Connection(function, trigger.Connection);
                    var poison = QueueListener.Client(connection, BlobListener.PoisonQueue, settings);
                    blobs.Add(new BlobListener(
                        function, new BlobPattern(trigger.BlobPath), new BlobServiceClient(connection), poison, invoker, settings, options.BlobPollInterval, time, logger));
                    break;
            }
        }

        if (options.WatchFolder is { } folder)
        {
            watch = new FolderWatch(Path.GetFullPath(folder), new BlobServiceClient(storage).GetBlobContainerClient("uploads"), time, logger);
        }

        string Connection(FunctionDescriptor function, string? setting)
        {
            if (setting is null or "AzureWebJobsStorage")
            {
                return storage;
            }

            var found = configuration[setting] ?? throw new LocalHostException($"Function {function.Name} refers to the connection {setting}, which is missing.");
            DevelopmentStorage.Ports(found);
            return found;
        }
    }

    public IReadOnlyList<string> Names => [.. functions.Select(function => function.Name)];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(queues.Select(queue => queue.PrepareAsync(cancellationToken)));
        await Task.WhenAll(blobs.Select(blob => blob.PrepareAsync(cancellationToken)));
    }

    public void Start()
    {
        running.AddRange(functions.Where(function => function.Trigger is WarmupTrigger).Select(WarmUpAsync));
        running.AddRange(queues.Select(queue => Listen(queue.ListenAsync)));
        running.AddRange(blobs.Select(blob => Listen(blob.ListenAsync)));
        if (options.RunTimers)
        {
            running.AddRange(timers.Values.Select(timer => Listen(timer.ListenAsync)));
        }

        if (watch is not null)
        {
            running.Add(Listen(watch.WatchAsync));
        }
    }

    /// <summary>See <see cref="LocalHostApp.RunFunctionAsync"/>.</summary>
    public async Task RunAsync(string name, string? input, CancellationToken cancellationToken)
    {
        var function = functions.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no function {name}; there are {string.Join(", ", Names)}.", nameof(name));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stop.Token);
        switch (function.Trigger)
        {
            case TimerTriggerAttribute:
                await timers[function.Name].RunAsync(either.Token);
                break;
            case WarmupTrigger:
                await invoker.InvokeAsync(function, new FunctionCall(), either.Token);
                break;
            case QueueTriggerAttribute:
                var message = QueuesModelFactory.QueueMessage("admin", "admin", BinaryData.FromString(input ?? string.Empty), 1, null, null, null);
                await invoker.InvokeAsync(function, new FunctionCall { Trigger = message }, either.Token);
                break;
            default:
                throw new ArgumentException($"Function {name} is started by {function.Trigger.GetType().Name} and cannot be run by name.", nameof(name));
        }
    }

    /// <summary>Tells every function to end and waits; false when some did not in time.</summary>
    public async Task<bool> StopAsync(TimeSpan timeout)
    {
        await stop.CancelAsync();
        var all = Task.WhenAll(running);
        var ended = await Task.WhenAny(all, Task.Delay(timeout)) == all;
        if (ended)
        {
            foreach (var listener in timers.Values.Cast<IDisposable>().Concat(blobs))
            {
                listener.Dispose();
            }

            stop.Dispose();
        }

        return ended;
    }

    /// <summary>
    /// A function fed by Event Grid in Azure is served here by its polling twin; in a build without twins (Release) it is polled itself.
    /// </summary>
    private bool IsLeftToTwin(BlobTriggerAttribute trigger) =>
        trigger.Source == BlobTriggerSource.EventGrid
        && functions.Any(other => other.Trigger is BlobTriggerAttribute { Source: BlobTriggerSource.LogsAndContainerScan } twin && twin.BlobPath == trigger.BlobPath);

    private Task Listen(Func<CancellationToken, Task> listen) => Task.Run(async () =>
    {
        try
        {
            await listen(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception exception)
        {
            Log.FunctionFailed(logger, "listener", exception);
        }
    });

    private Task WarmUpAsync(FunctionDescriptor function) => Listen(cancellationToken => invoker.InvokeAsync(function, new FunctionCall(), cancellationToken));
}

using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Insight.LocalHost.Hosting;

/// <summary>
/// Runs one queue function for each message, as the Functions host does: a message stays hidden while it is worked on, comes back after a failure, and
/// goes to <c>{queue}-poison</c> after host.json's number of attempts.
/// </summary>
internal sealed class QueueListener
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly FunctionDescriptor function;
    private readonly FunctionInvoker invoker;
    private readonly HostSettings settings;
    private readonly TimeSpan lease;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly QueueClient queue;
    private readonly QueueClient poison;

    public QueueListener(
        FunctionDescriptor function, string queueName, string connectionString, FunctionInvoker invoker, HostSettings settings, TimeSpan lease, TimeProvider time, ILogger logger)
    {
        (this.function, this.invoker, this.settings, this.lease, this.time, this.logger) = (function, invoker, settings, lease, time, logger);
        poison = Client(connectionString, queueName + "-poison", settings);
        var options = Options(settings);
        options.MessageDecodingFailed += SetAsideAsync;
        queue = new QueueClient(connectionString, queueName, options);
    }

    /// <summary>A queue with host.json's encoding.</summary>
    public static QueueClient Client(string connectionString, string name, HostSettings settings) => new(connectionString, name, Options(settings));

    public Task PrepareAsync(CancellationToken cancellationToken) => queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        var running = new List<Task>();
        var pause = FirstPause;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                running.RemoveAll(task => task.IsCompleted);
                if (running.Count > settings.NewBatchThreshold)
                {
                    await Task.WhenAny(running);
                    continue;
                }

                var messages = await ReceiveAsync(cancellationToken);
                // Begun apart from this loop, since a function may work long before it first awaits.
                running.AddRange(messages.Select(message => Task.Run(() => ProcessAsync(message, cancellationToken), CancellationToken.None)));
                if (messages.Length > 0)
                {
                    pause = FirstPause;
                    continue;
                }

                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 2 < settings.MaxPollingInterval ? pause * 2 : settings.MaxPollingInterval;
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private static QueueClientOptions Options(HostSettings settings) =>
        new() { MessageEncoding = settings.Base64Messages ? QueueMessageEncoding.Base64 : QueueMessageEncoding.None };

    private async Task<QueueMessage[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await queue.ReceiveMessagesAsync(settings.BatchSize, lease, cancellationToken)).Value;
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException && !cancellationToken.IsCancellationRequested)
        {
            Log.ListenFailed(logger, function.Name, exception.Message);
            await Task.Delay(settings.MaxPollingInterval, time, cancellationToken);
            return [];
        }
    }

    private async Task ProcessAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        Log.Starts(logger, function.Name, "message " + message.MessageId);
        var receipt = message.PopReceipt;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewal = RenewAsync();
        Exception? failure = null;
        try
        {
            await invoker.InvokeAsync(function, new FunctionCall { Trigger = message }, cancellationToken);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        await done.CancelAsync();
        await renewal;
        try
        {
            await SettleAsync(message, receipt, failure, stopping: cancellationToken.IsCancellationRequested);
        }
        catch (RequestFailedException exception)
        {
            // The message was deleted, or another reader has it: delivery is at least once.
            Log.ListenFailed(logger, function.Name, exception.Message);
        }

        async Task RenewAsync()
        {
            try
            {
                while (true)
                {
                    await Task.Delay(lease / 3, time, done.Token);
                    // Without the token: a renewal cut off half-way would leave a receipt that no longer counts.
                    var renewed = await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: lease, cancellationToken: CancellationToken.None);
                    receipt = renewed.Value.PopReceipt;
                }
            }
            catch (OperationCanceledException)
            {
                // The work is over.
            }
            catch (RequestFailedException exception)
            {
                Log.RenewalFailed(logger, message.MessageId, function.Name, exception.Message);
            }
        }
    }

    private async Task SettleAsync(QueueMessage message, string receipt, Exception? failure, bool stopping)
    {
        if (failure is null)
        {
            await queue.DeleteMessageAsync(message.MessageId, receipt);
        }
        else if (stopping)
        {
            await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: TimeSpan.Zero);
        }
        else
        {
            Log.AttemptFailed(logger, function.Name, "message " + message.MessageId, message.DequeueCount, settings.MaxDequeueCount, failure);
            if (message.DequeueCount < settings.MaxDequeueCount)
            {
                await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: settings.VisibilityTimeout);
                return;
            }

            await poison.CreateIfNotExistsAsync();
            await poison.SendMessageAsync(message.Body);
            await queue.DeleteMessageAsync(message.MessageId, receipt);
            Log.Poisoned(logger, function.Name, "message " + message.MessageId, poison.Name);
        }
    }

    /// <summary>A message in another encoding can never be read, so it goes to the poison queue at once.</summary>
    private async Task SetAsideAsync(QueueMessageDecodingFailedEventArgs failed)
    {
        if (failed.ReceivedMessage is { } message)
        {
            await poison.CreateIfNotExistsAsync();
            await poison.SendMessageAsync(message.Body);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            Log.Poisoned(logger, function.Name, "a message that is not base64", poison.Name);
        }
    }
}

using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using NCrontab;

namespace Insight.LocalHost.Hosting;

/// <summary>Runs one timer function on its schedule (UTC); runs never overlap, and one that is missed meanwhile is skipped.</summary>
internal sealed class TimerListener(FunctionDescriptor function, FunctionInvoker invoker, IConfiguration configuration, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>A timer may wait longer than Task.Delay can.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim one = new(1);
    private readonly TimerTriggerAttribute trigger = (TimerTriggerAttribute)function.Trigger;
    private readonly Func<DateTime, DateTime> next = Schedule(function, configuration);

    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        if (trigger.RunOnStartup)
        {
            await TryRunAsync(cancellationToken);
        }

        while (true)
        {
            var due = next(time.GetUtcNow().UtcDateTime);
            while (due - time.GetUtcNow().UtcDateTime is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, cancellationToken);
            }

            await TryRunAsync(cancellationToken);
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            Log.Starts(logger, function.Name, "timer");
            var now = time.GetUtcNow().UtcDateTime;
            var info = new TimerInfo { ScheduleStatus = new ScheduleStatus { Last = now, Next = next(now), LastUpdated = now } };
            await invoker.InvokeAsync(function, new FunctionCall { Trigger = info }, cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.FunctionFailed(logger, function.Name, exception);
        }
    }

    private static Func<DateTime, DateTime> Schedule(FunctionDescriptor function, IConfiguration configuration)
    {
        var text = SettingReference.Resolve(function.Name, ((TimerTriggerAttribute)function.Trigger).Schedule, configuration);
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        if (fields is 5 or 6 && CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 }) is { } cron)
        {
            return cron.GetNextOccurrence;
        }

        return fields == 1 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var every) && every > TimeSpan.Zero
            ? now => now + every
            : throw new LocalHostException($"Function {function.Name} has the schedule '{text}', expected six cron fields (second first) or a time span.");
    }
}

using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function on a schedule.</summary>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>A six-field cron expression in UTC, a time span, or <c>%Setting%</c>.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Whether the host remembers the last run across restarts.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether it also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about its run.</summary>
public sealed class TimerInfo
{
    /// <summary>The schedule's times, where the host keeps them.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run comes later than planned.</summary>
    public bool IsPastDue { get; set; }
}

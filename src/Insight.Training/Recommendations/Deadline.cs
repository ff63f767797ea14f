namespace Insight.Training.Recommendations;

/// <summary>A moment after which nothing new is tried.</summary>
internal sealed class Deadline(TimeProvider time, TimeSpan room)
{
    private readonly long _started = time.GetTimestamp();

    public bool IsOver => time.GetElapsedTime(_started) >= room;

    /// <summary>A part of what is left now.</summary>
    public Deadline Share(double share) => new(time, TimeSpan.FromTicks((long)((room - time.GetElapsedTime(_started)).Ticks * share)));
}

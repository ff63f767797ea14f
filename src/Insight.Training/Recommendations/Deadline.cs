namespace Insight.Training.Recommendations;

/// <summary>A moment after which nothing new is tried.</summary>
/// <param name="room">From now until then.</param>
internal sealed class Deadline(TimeProvider time, TimeSpan room)
{
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _reserved;

    public bool IsOver => Left <= TimeSpan.Zero;

    /// <summary>Since it was set.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    private TimeSpan Left => room - Elapsed - _reserved;

    /// <summary>A part of what is left now.</summary>
    public Deadline Share(double share) => new(time, Left * share);

    /// <summary>Keeps time back for what must be done in the end: the moment comes that much sooner.</summary>
    public void Reserve(TimeSpan later) => _reserved += later;
}
